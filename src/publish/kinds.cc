#include "publish/kinds.h"

#include <string_view>
#include <vector>

#include "health/check_kinds.h"
#include "policy/policy.h"
#include "serve/listener.h"

namespace rota::publish {

config::Kinds known_kinds() {
  static const std::vector<std::string_view> policies = [] {
    std::vector<std::string_view> out;
    for (const auto& [name, kind] : policy::all_policies()) out.push_back(name);
    return out;
  }();
  static const std::vector<config::KindOfListener> listeners = [] {
    std::vector<config::KindOfListener> out;
    for (const serve::ListenerKind* kind : serve::all_listeners()) out.push_back({kind->name, kind->options});
    return out;
  }();
  return {.checks = health::check_groups(), .policies = policies, .listeners = listeners};
}

}  // namespace rota::publish
