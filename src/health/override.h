// What the operator said of a member, over its health and its file; as JSON it is what
// the API gives and what the state directory keeps.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/wall_time.h"
#include "config/config.h"
#include "config/member_key.h"

namespace rota::health {

struct Override {
  config::MemberKey of{};
  std::optional<config::Admin> admin{};   // never automatic
  std::optional<std::uint32_t> weight{};  // in place of the file's
  WallTime since{};
  std::optional<WallTime> until{};  // then it ends by itself
  std::string reason{};             // free text
  std::string who{};                // "alice"
};

// {"zone", "pool", "member", "admin", "weight", "since", "until", "reason", "who"};
// null where there is none.
boost::json::object to_json(const Override& said);
std::optional<Override> read_override(std::string_view line);  // nothing when it is not such a line

}  // namespace rota::health
