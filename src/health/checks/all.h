// The makers of all checks, one kind per file; all.cc is the list.
#pragma once

#include "health/check.h"

namespace rota::health {

std::shared_ptr<const Check> make_tcp(Settings& settings);
std::shared_ptr<const Check> make_http(Settings& settings);
std::shared_ptr<const Check> make_https(Settings& settings);
std::shared_ptr<const Check> make_tls(Settings& settings);

}  // namespace rota::health
