// What a new configuration would change: one row a change, for people to read and
// for programs to filter.
#pragma once

#include <string>
#include <vector>

#include "rotactl/fields.h"

namespace rota::rotactl {

struct Change {
  enum class About { zone, record, pool, member, check, service, server };
  enum class How { added, removed, changed };
  About about;
  How how;
  std::string where;  // "lb.example", "lb.example:web", "lb.example:web/lb1"
  std::string text;   // clean, the whole of it for people
};

using Changes = std::vector<Change>;

json::object to_json(const Change& change);

std::string_view heading_of(Change::About about);  // "pools and members"
std::string_view sign_of(Change::How how);         // "+", "-", "~"

}  // namespace rota::rotactl
