// Paths and files as the configuration names them: relative to the file that
// speaks of them, with globs, and read whole. Injected, so that tests and
// fuzzers keep their files in memory.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rota::config {

// A file's whole content. The error says why, without the path.
using ReadFile = std::function<Result<std::string>(const std::string& path)>;

struct Files {
  ReadFile read;
  std::function<std::vector<std::string>(const std::string& pattern)> glob;  // sorted
};

Files files_on_disk();  // regular files only

// `path` as seen from the folder of `from`, without "." and "..".
std::string relative_to(const std::string& from, std::string_view path);

bool is_glob(std::string_view path);

}  // namespace rota::config
