// Certificates that expire soon: how long before it is told, and in which words.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/wall_time.h"
#include "health/announce.h"
#include "health/watched.h"

namespace rota::health {

constexpr std::chrono::hours certificate_warning{14 * 24};

bool expires_soon(WallTime expires, WallTime now);

// "certificate expires in 13 days (2026-12-12T00:00:00.000Z)", "certificate expired at ...".
std::string certificate_words(WallTime expires, WallTime now);

// When the certificate of this target begins to expire soon, and when it was renewed; each is
// told once.
std::optional<News> news_of_certificate(Watched& one, WallTime now);

}  // namespace rota::health
