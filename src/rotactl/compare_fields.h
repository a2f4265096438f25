// What two rows of a configuration differ in, told field by field.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "rotactl/fields.h"

namespace rota::rotactl {

// As people write it: texts bare, lists with commas, an empty one as "none".
std::string plain(const json::value& value);

// "weight 1 -> 5, address 192.0.2.1 -> 192.0.2.9": every field but these.
std::string changed_fields(const json::value& before, const json::value& after,
                           std::initializer_list<std::string_view> but);

using Rows = std::map<std::string, const json::value*>;

template <class Name>
Rows rows_by(const json::array& rows, const Name& name) {
  Rows out;
  for (const json::value& row : rows) out[name(row)] = &row;
  return out;
}

}  // namespace rota::rotactl
