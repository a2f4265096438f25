// The settings that query threads go by: a reload changes them.
#pragma once

#include "base/settings.h"
#include "config/config.h"
#include "config/files.h"

namespace rota::config {

void read_service(Settings& server, ServiceConfig& service);  // keys of [server]

// The table [cookies] of the main file. The file of secrets has one in each line, as
// 32 hex digits: what BIND, Knot and NSD are given too.
void read_cookies(Settings& main, const Files& files, CookieConfig& cookies);

}  // namespace rota::config
