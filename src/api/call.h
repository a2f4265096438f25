// One request as a handler sees it: its parameters taken out and decoded, and the
// way back.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/restricted.h"
#include "http/guard.h"
#include "http/message.h"

namespace rota::api {

struct Call {
  http::Request request;
  std::map<std::string, std::string, std::less<>> path;  // {zone} of the pattern -> "lb.example"
  std::map<std::string, std::string, std::less<>> query;
  http::Reply reply;
  const http::Guard* guard = nullptr;  // never null where a router has made it

  // A parameter behind the '?'; nothing when it was not given.
  std::optional<std::string_view> asked(std::string_view name) const {
    const auto found = query.find(name);
    return found == query.end() ? std::nullopt : std::optional<std::string_view>(found->second);
  }
  // For what is not told to everybody who may read: the zone named has an allow_query.
  std::optional<http::Response> refuse_stranger(const config::Config& config, std::string_view zone) const {
    return is_restricted(config, zone) ? guard->refuse_without_token(request) : std::nullopt;
  }
  void refuse(int status, std::string_view sentence) const { reply(http::error_response(status, sentence)); }
};

}  // namespace rota::api
