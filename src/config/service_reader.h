// The settings that query threads go by: a reload changes them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/settings.h"
#include "config/config.h"

namespace rota::config {

void read_service(Settings& server, ServiceConfig& service);  // keys of [server]

// The table [cookies] of the main file. The file of secrets has one in each line, as
// 32 hex digits: what BIND, Knot and NSD are given too.
void read_cookies(Settings& main, const Files& files, CookieConfig& cookies);

void read_rate_limit(Settings& main, RateLimitConfig& limit);  // the table [rate_limit]

// A list of networks, "192.0.2.0/24" or an address alone; nothing when it is not there,
// or has a mistake.
std::optional<std::vector<Prefix>> read_prefixes(Settings& settings, std::string_view key);

}  // namespace rota::config
