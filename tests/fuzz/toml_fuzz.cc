// Any text as the main file: a configuration or mistakes. Whatever path it names
// holds the text again, so that zones and zone files are read too.
#include <cstdint>
#include <span>
#include <string>

#include "config/load.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::size_t reads = 0;
  const auto open = [&](const std::string&) -> rota::Result<rota::OpenText> {
    if (++reads > 5) return rota::Error{"read often enough"};
    return rota::OpenText{size, [&text, at = std::size_t{0}](std::span<char> room) mutable {
                            const std::size_t part = text.copy(room.data(), room.size(), at);
                            at += part;
                            return rota::Result<std::size_t>(part);
                          }};
  };
  const auto glob = [](const std::string&) { return std::vector<std::string>{"a.toml", "b.toml"}; };
  const auto loaded = rota::config::load("rota.toml", {open, glob});
  if (loaded.fatal && !loaded.mistakes.has_errors()) __builtin_trap();
  for (const auto& mistake : loaded.mistakes.all()) {
    if (mistake.line().empty()) __builtin_trap();
  }
  return 0;
}
