// Words of gdnsd, HAProxy, Route 53, Terraform, PowerDNS and BIND, with what rota says instead. Who
// comes from one of these writes them where rota has another key, policy or type of check.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rota {

// Of the known words the one that means the same; "" = none does.
std::string_view rota_word(std::string_view foreign, std::span<const std::string_view> known);

// As words are compared: in small letters, and "round-robin" as "round_robin" and "roundrobin".
std::string without_style(std::string_view word);

}  // namespace rota
