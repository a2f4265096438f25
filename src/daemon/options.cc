#include "daemon/options.h"

#include <string_view>

namespace rota::daemon {

const char* const usage =
    "usage: rotad [--config FILE] [--check]\n"
    "  -c, --config FILE  the configuration (default /etc/rota/rota.toml)\n"
    "      --check        load and bake everything, print every mistake, exit 0 or 1\n"
    "      --version      print the version\n"
    "  -h, --help         print this\n";

Result<Options> parse_options(std::span<char* const> arguments) {
  Options out;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const std::string_view word = arguments[i];
    if (word == "--check") {
      out.action = Options::Action::check;
    } else if (word == "--version") {
      out.action = Options::Action::version;
    } else if (word == "-h" || word == "--help") {
      out.action = Options::Action::help;
    } else if (word.starts_with("--config=")) {
      out.config = word.substr(9);
    } else if (word == "-c" || word == "--config") {
      if (++i == arguments.size()) return Error{"'" + std::string(word) + "' needs a file"};
      out.config = arguments[i];
    } else {
      return Error{"unknown option '" + std::string(word) + "'"};
    }
  }
  return out;
}

}  // namespace rota::daemon
