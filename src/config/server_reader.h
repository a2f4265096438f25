// The table [server]; its `listen` may also stand at the top of the main file.
#pragma once

#include "base/row.h"
#include "base/settings.h"
#include "config/config.h"

namespace rota::config {

extern const Group server_group;

inline constexpr Row server_row{.key = "server", .type = ValueType::table, .group = &server_group};
inline constexpr Row listen_row{
    .key = "listen",
    .type = ValueType::endpoint,
    .many = Many::list,
    .fallback = R"(["0.0.0.0:53", "[::]:53"])",
    .example = R"(["192.0.2.53:53", "[2001:db8::53]:53"])",
    .meaning =
        "Addresses and ports to listen on, UDP and TCP. By default, an address family that the "
        "host does not have is left out. May stand at the top of the file or in [server]."};

void read_server(Settings& main, ServerConfig& server);

}  // namespace rota::config
