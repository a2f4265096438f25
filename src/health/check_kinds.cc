#include "health/check_kinds.h"

#include <map>
#include <string_view>
#include <utility>

namespace rota::health {

namespace {

using Read = CheckSettings (*)(Settings& settings);

template <auto reader>
CheckSettings read_by(Settings& settings) {
  return reader(settings);
}

const std::map<std::string_view, Read>& kinds() {
  static const std::map<std::string_view, Read> all = {
      {"tcp", read_by<read_tcp>},
      {"http", read_by<read_http>},
      {"https", read_by<read_https>},
      {"tls", read_by<read_tls>},
  };
  return all;
}

std::shared_ptr<const CheckSettings> read_check(const config::CheckConfig& config, Mistakes& mistakes) {
  const auto kind = kinds().find(config.kind);
  if (kind == kinds().end()) {
    mistakes.error(config.at, "unknown check type '" + config.kind + "'" + suggestion(config.kind, kinds()));
    return {};
  }
  const std::size_t before = mistakes.errors();
  Settings settings(config.settings, config.at, mistakes);
  auto out = std::make_shared<const CheckSettings>(kind->second(settings));
  return mistakes.errors() == before ? out : nullptr;
}

}  // namespace

KindSettings read_checks(const config::Config& config, Mistakes& mistakes) {
  KindSettings out;
  for (const auto& check : config.checks) out.push_back(read_check(check, mistakes));
  return out;
}

}  // namespace rota::health
