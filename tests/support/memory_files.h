// Files of a test, kept in memory; and what loading them says.
#pragma once

#include <fnmatch.h>

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/files.h"
#include "base/mistakes.h"

namespace rota::test {

// A text that is handed out in pieces of at most this size.
inline OpenText text_of(std::string text, std::size_t piece = 1U << 16) {
  const std::size_t size = text.size();
  const auto read = [text = std::move(text), at = std::size_t{0},
                     piece](std::span<char> into) mutable -> Result<std::size_t> {
    const std::size_t got = text.copy(into.data(), std::min(into.size(), piece), at);
    at += got;
    return got;
  };
  return {size, read};
}

inline Files memory_files(std::map<std::string, std::string> texts) {
  const auto shared = std::make_shared<const std::map<std::string, std::string>>(std::move(texts));
  const auto open = [shared](const std::string& path) -> Result<OpenText> {
    const auto found = shared->find(path);
    if (found == shared->end()) return Error{"No such file or directory"};
    return text_of(found->second);
  };
  const auto glob = [shared](const std::string& pattern) {
    std::vector<std::string> out;
    for (const auto& [path, text] : *shared) {
      if (::fnmatch(pattern.c_str(), path.c_str(), FNM_PATHNAME) == 0) out.push_back(path);
    }
    return out;
  };
  return {open, glob};
}

inline std::vector<std::string> lines_of(const Mistakes& mistakes) {
  std::vector<std::string> out;
  for (const Mistake& mistake : mistakes.all()) out.push_back(mistake.line());
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace rota::test
