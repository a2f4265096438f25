// Any text as the main file: a configuration or mistakes. Whatever path it names
// holds the text again, so that zones and zone files are read too.
#include <cstdint>
#include <string>

#include "config/load.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::size_t reads = 0;
  const auto read = [&](const std::string&) -> rota::Result<std::string> {
    if (++reads > 5) return rota::Error{"read often enough"};
    return {boost::system::in_place_value, text};
  };
  const auto glob = [](const std::string&) { return std::vector<std::string>{"a.toml", "b.toml"}; };
  const auto loaded = rota::config::load("rota.toml", {read, glob});
  if (loaded.fatal && !loaded.mistakes.has_errors()) __builtin_trap();
  for (const auto& mistake : loaded.mistakes.all()) {
    if (mistake.line().empty()) __builtin_trap();
  }
  return 0;
}
