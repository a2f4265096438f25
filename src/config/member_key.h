// The name of a member that outlives the configuration it stands in.
#pragma once

#include <compare>
#include <string>

namespace rota::config {

struct MemberKey {
  std::string zone;  // text, without the trailing dot; "." for the root
  std::string pool;
  std::string member;

  auto operator<=>(const MemberKey&) const = default;
};

// "lb.example:web/lb1": what a log says.
inline std::string text(const MemberKey& key) { return key.zone + ":" + key.pool + "/" + key.member; }

}  // namespace rota::config
