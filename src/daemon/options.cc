#include "daemon/options.h"

#include <algorithm>
#include <string_view>

#include "base/word.h"

namespace rota::daemon {

const char* const usage =
    "usage: rotad [--config FILE] [--check]\n"
    "  -c, --config FILE      the configuration (default /etc/rota/rota.toml)\n"
    "      --check            check all files like a start, print every error, exit 0 or 1\n"
    "      --print-config     print the configuration in force: each value, and where it is written\n"
    "      --print-defaults   print a configuration with every setting, its default and meaning\n"
    "      --print-schema     print a JSON schema of the configuration, for editors\n"
    "      --print-reference  print tables of all settings, in Markdown\n"
    "      --version          print the version\n"
    "  -h, --help             print this\n";

namespace {

constexpr Word<Options::Action> actions[] = {{"--check", Options::Action::check},
                                             {"--print-config", Options::Action::print_config},
                                             {"--print-defaults", Options::Action::print_defaults},
                                             {"--print-schema", Options::Action::print_schema},
                                             {"--print-reference", Options::Action::print_reference},
                                             {"--version", Options::Action::version},
                                             {"-h", Options::Action::help},
                                             {"--help", Options::Action::help}};

}  // namespace

Result<Options> parse_options(std::span<char* const> arguments) {
  Options out;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const std::string_view word = arguments[i];
    if (const auto action = std::ranges::find(actions, word, &Word<Options::Action>::text);
        action != std::end(actions)) {
      out.action = action->meaning;
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
