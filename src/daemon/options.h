// The command line of rotad.
#pragma once

#include <span>
#include <string>

#include "base/result.h"

namespace rota::daemon {

struct Options {
  enum class Action {
    serve,
    check,
    print_config,
    print_defaults,
    print_schema,
    print_reference,
    version,
    help
  };
  Action action = Action::serve;
  std::string config = "/etc/rota/rota.toml";
};

Result<Options> parse_options(std::span<char* const> arguments);

extern const char* const usage;

}  // namespace rota::daemon
