// How each kind of check probes, one file each.
#pragma once

#include <memory>

#include "health/check.h"
#include "health/check_rows.h"

namespace rota::probe {

std::shared_ptr<const health::Check> make(const health::TcpSettings& settings);
std::shared_ptr<const health::Check> make(const health::HttpSettings& settings);  // http, https and tls

std::shared_ptr<const health::Check> make_http(const health::HttpSettings& settings);
std::shared_ptr<const health::Check> make_tls(const health::HttpSettings& settings);

}  // namespace rota::probe
