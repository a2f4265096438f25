// Members as people read them; shared by `member`, `pool show`, `top` and `watch`.
#pragma once

#include <string>

#include "rotactl/show.h"

namespace rota::rotactl {

// By the name in their pool, or as references where they are of several pools.
enum class Naming { member, reference };
Table member_table(const json::array& members, Naming naming);

std::string reference_of(const json::value& member);  // of a list over pools: ZONE:POOL/MEMBER
std::string family_text(const std::string& family);   // "IPv4 "; "" where there is one family alone
std::string weight_cell(const json::value& member);   // "3 (file: 1)": now, and as configured
std::string last_text(const json::value& checked);    // "ok in 3 ms", "status 503"

}  // namespace rota::rotactl
