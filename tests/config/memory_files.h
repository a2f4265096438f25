// Files of a test, kept in memory; and what loading them says.
#pragma once

#include <fnmatch.h>

#include <map>
#include <string>
#include <vector>

#include "config/load.h"
#include "config/zone_file.h"

namespace rota::config {

inline Files memory_files(std::map<std::string, std::string> texts) {
  const auto shared = std::make_shared<const std::map<std::string, std::string>>(std::move(texts));
  const auto read = [shared](const std::string& path) -> Result<std::string> {
    const auto found = shared->find(path);
    if (found == shared->end()) return Error{"No such file or directory"};
    return {boost::system::in_place_value, found->second};
  };
  const auto glob = [shared](const std::string& pattern) {
    std::vector<std::string> out;
    for (const auto& [path, text] : *shared) {
      if (::fnmatch(pattern.c_str(), path.c_str(), FNM_PATHNAME) == 0) out.push_back(path);
    }
    return out;
  };
  return {read, glob};
}

inline std::vector<std::string> lines_of(const Mistakes& mistakes) {
  std::vector<std::string> out;
  for (const Mistake& mistake : mistakes.all()) out.push_back(mistake.line());
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace rota::config
