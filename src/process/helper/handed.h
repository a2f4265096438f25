// What a descriptor is that goes to a new process: the line between the old and the new one, or
// a socket by its kind.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rota::process {

enum class Handed : std::uint8_t { line, udp, tcp, control, http };

std::optional<Handed> handed_kind(std::string_view kind);  // as NamedSocket has it
bool is_really(int descriptor, Handed kind);               // as the kernel sees it

}  // namespace rota::process
