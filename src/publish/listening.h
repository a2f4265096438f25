// What `listen` of the configuration means: its tables, read by the kinds of listeners that
// they name.
#pragma once

#include <vector>

#include "base/mistakes.h"
#include "config/config.h"
#include "serve/listener.h"

namespace rota::publish {

// Where to listen, by which kind, with its options. A mistake where there is no such kind, where a
// kind has no such key, and where one address is listened on twice by a kind.
std::vector<serve::ListenPoint> read_listening(const std::vector<config::ListenConfig>& listen,
                                               Mistakes& mistakes);

}  // namespace rota::publish
