// Paths and files as the configuration names them: relative to the file that
// speaks of them, with globs, and read whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rota::config {

// A regular file's whole content. The error says why, without the path.
Result<std::string> read_file(const std::string& path);

// `path` as seen from the folder of `from`, without "." and "..".
std::string relative_to(const std::string& from, std::string_view path);

bool is_glob(std::string_view path);
std::vector<std::string> expand_glob(const std::string& pattern);  // sorted

}  // namespace rota::config
