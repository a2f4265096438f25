#include "bake/kinds.h"

#include <string_view>
#include <vector>

#include "health/check_kinds.h"
#include "policy/policy.h"

namespace rota::bake {

config::Kinds known_kinds() {
  static const std::vector<std::string_view> policies = [] {
    std::vector<std::string_view> out;
    for (const auto& [name, kind] : policy::all_policies()) out.push_back(name);
    return out;
  }();
  return {.checks = health::check_groups(), .policies = policies};
}

}  // namespace rota::bake
