// The parts of a pool and of a member that every document tells in the same shape.
#pragma once

#include <optional>
#include <string_view>

#include "base/json.h"
#include "config/config.h"

namespace rota::report {

// [{"name": "www.lb.example", "types": ["A", "AAAA"]}, ...]
boost::json::array names_of(const config::PoolConfig& pool);

// ["192.0.2.1", "2001:db8::1"]
boost::json::array addresses_of(const config::MemberConfig& member);

// "drain"; "auto" when nothing was said.
std::string_view admin_text(config::Admin admin);

// Null for what was not said.
template <class Value>
boost::json::value or_null(const std::optional<Value>& value) {
  return value ? boost::json::value(*value) : boost::json::value();
}

}  // namespace rota::report
