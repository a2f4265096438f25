// `listen`: where the server answers, by addresses and by the tables [[listen]]. At the top
// of the main file or in [server].
#pragma once

#include <string>
#include <vector>

#include "base/row.h"
#include "base/settings.h"
#include "config/config.h"

namespace rota::config {

extern const Group listen_group;  // what every [[listen]] has; its kind may have more

inline constexpr Row listen_row{
    .key = "listen",
    .type = ValueType::endpoint,
    .many = Many::list,
    .group = &listen_group,
    .fallback = R"(["0.0.0.0:53", "[::]:53"])",
    .example = R"(["192.0.2.53:53", { address = "[2001:db8::53]:53", kind = "tcp" }])",
    .meaning =
        "Addresses and ports to listen on, UDP and TCP; or tables `[[listen]]`, which say more. By "
        "default, an address family that the host does not have is left out. May stand at the top "
        "of the file or in [server]."};

void read_listen(Settings& settings, const Row& row, ServerConfig& server);

// "192.0.2.1:53", or with all that was written: `192.0.2.1:53 tcp idle_timeout="30s"`.
std::string listen_text(const ListenConfig& listen);
std::vector<std::string> listen_texts(const std::vector<ListenConfig>& listen);

}  // namespace rota::config
