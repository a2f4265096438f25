// JSON is Boost.JSON. It comes without a library to link: json.cc is the one file
// that compiles it, so everybody else includes <boost/json.hpp> or this, never
// <boost/json/src.hpp>. Nothing here throws but for want of memory.
#pragma once

#include <boost/json.hpp>
#include <cmath>
#include <optional>
#include <string_view>
#include <type_traits>

#include "base/result.h"

namespace rota {

// One whole value, nested 32 deep at most. The error says what is wrong and where.
Result<boost::json::value> parse_json(std::string_view text);

// What stands under a key; "" or nothing when it is missing, of another kind, or
// does not fit.
std::string_view text_at(const boost::json::object& from, std::string_view key);

template <class Number>
std::optional<Number> number_at(const boost::json::object& from, std::string_view key) {
  const boost::json::value* found = from.if_contains(key);
  if (found == nullptr || !found->is_number()) return {};
  boost::system::error_code inexact;
  const auto out = found->to_number<Number>(inexact);
  if constexpr (std::is_floating_point_v<Number>)
    if (!std::isfinite(out)) return {};  // 1e400
  return inexact ? std::nullopt : std::optional<Number>(out);
}

}  // namespace rota
