// Checks: [check.x] tables and those written within a pool.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/row.h"
#include "base/settings.h"
#include "config/config.h"
#include "config/defaults.h"

namespace rota::config {

extern const Group check_group;  // what every check has; its kind has more

// The [check.x] tables of a file.
inline constexpr Row checks_row{
    .key = "check", .type = ValueType::table, .many = Many::map, .group = &check_group};
// `check` of a pool.
inline constexpr Row pool_check_row{
    .key = "check",
    .type = ValueType::name,
    .many = Many::list,
    .need = Need::sample,
    .group = &check_group,
    .example = R"("web")",
    .meaning =
        "Name of a check, a check written in place, or an array of them: all must pass. Without it, "
        "the members are always up."};

using CheckNames = std::map<std::string, CheckId, std::less<>>;

class CheckReader {
 public:
  CheckReader(Config& config, const Defaults& defaults) : config_(config), defaults_(defaults) {}

  // Reads the [check.x] tables of a file into `names`; one of the same name is replaced.
  void read_all(Settings& file, CheckNames& names);

  // What a pool's `check` means: a name, a table, or a list of both.
  std::vector<CheckId> read_of_pool(Settings& pool, const std::string& pool_name, const CheckNames& names);

 private:
  CheckId add(std::string name, const Table& table, const Position& at, Mistakes& mistakes);

  Config& config_;
  Defaults defaults_;
};

}  // namespace rota::config
