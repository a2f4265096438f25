// The manual page rotactl(8), made from the verb table: it is never behind the program.
#pragma once

#include <string>
#include <string_view>

namespace rota::rotactl {

std::string manual(std::string_view version);  // troff, with the macros of man(7)

}  // namespace rota::rotactl
