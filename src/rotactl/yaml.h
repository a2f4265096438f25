// The daemon's JSON as YAML 1.2: the same document in blocks, strings quoted as in JSON.
#pragma once

#include <string>

#include "base/json.h"

namespace rota::rotactl {

std::string yaml_text(const boost::json::value& document);  // without a line end

}  // namespace rota::rotactl
