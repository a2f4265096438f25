// Waiting until it is safe to stop a member: no answer names it any more, and no resolver can
// hold one that does.
#pragma once

#include <chrono>
#include <string>

#include "rotactl/show.h"

namespace rota::rotactl {

// "lb.example:web/lb1", cut at the last '/': a zone may hold one (RFC 2317), a member's name
// a ':'.
struct MemberName {
  explicit MemberName(const std::string& reference);
  std::string text() const { return pool + "/" + member; }

  std::string pool;  // POOL or ZONE:POOL
  std::string member;
};

// Tells on standard error what is waited for. Returns the member as the daemon tells it in
// the end; fails when it is not safe by `end`, or is gone.
Expected<json::value> wait_until_safe(const Session& session, const MemberName& name,
                                      std::chrono::steady_clock::time_point end);

}  // namespace rota::rotactl
