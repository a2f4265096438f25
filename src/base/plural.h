// Figures within sentences: "1 zone, 1,200 pools", "35.7 %".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rota {

std::string count_text(std::uint64_t count);  // 1234567 -> "1,234,567"
std::string percent_text(double share);       // 0.357 -> "35.7 %"

std::string plural(std::uint64_t count, std::string_view noun);  // "1 zone", "2 zones"

// What does not just take an "s": plural(n, "member is", "members are").
std::string plural(std::uint64_t count, std::string_view one, std::string_view many);

}  // namespace rota
