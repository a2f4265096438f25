#include "health/checks/all.h"

namespace rota::health {

const std::map<std::string_view, MakeCheck>& all_checks() {
  static const std::map<std::string_view, MakeCheck> kinds = {
      {"tcp", make_tcp},
      {"http", make_http},
      {"https", make_https},
      {"tls", make_tls},
  };
  return kinds;
}

namespace {

std::shared_ptr<const Check> make_check(const config::CheckConfig& config, Mistakes& mistakes) {
  const auto& kinds = all_checks();
  const auto kind = kinds.find(config.kind);
  if (kind == kinds.end()) {
    mistakes.error(config.at, "unknown check type '" + config.kind + "'" + suggestion(config.kind, kinds));
    return {};
  }
  const std::size_t before = mistakes.errors();
  Settings settings(config.settings, config.at, mistakes);
  auto check = kind->second(settings);
  return mistakes.errors() == before ? check : nullptr;
}

}  // namespace

std::vector<std::shared_ptr<const Check>> make_checks(const config::Config& config, Mistakes& mistakes) {
  std::vector<std::shared_ptr<const Check>> out;
  for (const auto& check : config.checks) out.push_back(make_check(check, mistakes));
  return out;
}

}  // namespace rota::health
