// Paths and files as the configuration names them: relative to the file that
// speaks of them, with globs. Injected, so that tests and fuzzers keep their
// files in memory.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rota {

// In octets. A zone of ten million records has some 500 MiB.
constexpr std::size_t largest_zone_file = std::size_t{4} << 30;
constexpr std::size_t largest_whole_file = std::size_t{64} << 20;  // TOML

// A file that is read piece by piece: a zone's text is never in memory whole.
struct OpenText {
  std::size_t size = 0;  // about, in octets
  // Fills a part of this and says how much; 0 is the end.
  std::function<Result<std::size_t>(std::span<char>)> read;
};

// Errors say why, without the path.
struct Files {
  std::function<Result<OpenText>(const std::string& path)> open;
  std::function<std::vector<std::string>(const std::string& pattern)> glob;  // sorted

  Result<std::string> read(const std::string& path) const;  // whole
};

Files files_on_disk();  // regular files only

// `path` as seen from the folder of `from`, in few words: without ".", and without
// "folder/.." unless the folder is a symbolic link, whose ".." is somewhere else.
std::string relative_to(const std::string& from, std::string_view path);

bool is_glob(std::string_view path);

}  // namespace rota
