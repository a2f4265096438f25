// The settings that query threads go by: a reload changes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/files.h"
#include "base/row.h"
#include "base/settings.h"
#include "config/config.h"

namespace rota::config {

// Of [server] and of a zone.
inline constexpr Row allow_query_row{
    .key = "allow_query",
    .type = ValueType::network,
    .many = Many::list,
    .example = R"(["192.0.2.0/24", "2001:db8::/32"])",
    .meaning =
        "Networks whose questions are answered; all others are refused. Without it, everyone is "
        "answered. That of a zone counts in place of that of [server]."};

// Readers of keys of [server].
void read_nsid(Settings& settings, const Row& row, ServerConfig& server);
void read_allow_query(Settings& settings, const Row& row, ServerConfig& server);
bool fits_chaos_text(Settings& settings, const Row& row, std::string_view text);
template <auto member>
void read_chaos_text(Settings& settings, const Row& row, ServerConfig& server) {
  auto text = settings.text(row);
  if (text && fits_chaos_text(settings, row, *text)) server.service.*member = std::move(*text);
}

extern const Group cookies_group;
inline constexpr Row cookies_row{.key = "cookies", .type = ValueType::table, .group = &cookies_group};

// The file of secrets has one in each line, as 32 hex digits: what BIND, Knot and NSD
// are given too.
void read_cookies(Settings& main, const Files& files, CookieConfig& cookies);

extern const Group rate_limit_group;
inline constexpr Row rate_limit_row{
    .key = "rate_limit", .type = ValueType::table, .group = &rate_limit_group};

void read_rate_limit(Settings& main, RateLimitConfig& limit);

// A list of networks, "192.0.2.0/24" or an address alone; nothing when it is not there,
// or has a mistake.
std::optional<std::vector<Prefix>> read_prefixes(Settings& settings, const Row& row);

}  // namespace rota::config
