// How each kind of check probes, one file each.
#pragma once

#include <memory>

#include "health/check.h"
#include "health/check_rows.h"
#include "health/plain_settings.h"

namespace rota::probe {

#define CHECK_KIND(NAME, MAKE, MEANING, ...) \
  std::shared_ptr<const health::Check> MAKE(const health::PlainSettings& settings);
#include "health/check_kinds.def"
#undef CHECK_KIND

std::shared_ptr<const health::Check> make(
    const health::PlainSettings& settings);                                       // of any kind in that table
std::shared_ptr<const health::Check> make(const health::HttpSettings& settings);  // http, https and tls

std::shared_ptr<const health::Check> make_http(const health::HttpSettings& settings);
std::shared_ptr<const health::Check> make_tls(const health::HttpSettings& settings);

}  // namespace rota::probe
