// The parts of a pool and of a member that every document tells in the same shape.
#pragma once

#include <string_view>

#include "base/json.h"
#include "config/config.h"

namespace rota::control {

// [{"name": "www.lb.example", "types": ["A", "AAAA"]}, ...]
boost::json::array names_of(const config::PoolConfig& pool);

// ["192.0.2.1", "2001:db8::1"]
boost::json::array addresses_of(const config::MemberConfig& member);

// "drain"; "auto" when nothing was said.
std::string_view admin_text(config::Admin admin);

}  // namespace rota::control
