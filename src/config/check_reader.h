// Checks: [check.x] tables and those written within a pool.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/settings.h"
#include "config/config.h"
#include "config/defaults.h"

namespace rota::config {

// Name -> index of Config::checks.
using CheckNames = std::map<std::string, std::size_t, std::less<>>;

class CheckReader {
 public:
  CheckReader(Config& config, const Defaults& defaults) : config_(config), defaults_(defaults) {}

  // Reads the [check.x] tables of a file into `names`; one of the same name is replaced.
  void read_all(Settings& file, CheckNames& names);

  // What a pool's `check` means: a name, a table, or a list of both.
  std::vector<std::size_t> read_of_pool(Settings& pool, const std::string& pool_name,
                                        const CheckNames& names);

 private:
  std::size_t add(std::string name, const Table& table, const Position& at, Mistakes& mistakes);

  Config& config_;
  Defaults defaults_;
};

}  // namespace rota::config
