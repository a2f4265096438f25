// Readers of the settings of HTTP checks that need more than their type.
#pragma once

#include "base/settings.h"
#include "health/check_rows.h"

namespace rota::health {

void read_host(Settings& settings, const Row& row, HttpSettings& out);
void read_path(Settings& settings, const Row& row, HttpSettings& out);
void read_method(Settings& settings, const Row& row, HttpSettings& out);
void read_headers(Settings& settings, const Row& row, HttpSettings& out);
void read_statuses(Settings& settings, const Row& row, HttpSettings& out);

}  // namespace rota::health
