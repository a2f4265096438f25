#include "health/check_kinds.h"

#include <string_view>
#include <utility>
#include <vector>

#include "base/choices.h"
#include "config/check_reader.h"

namespace rota::health {

namespace {

struct CheckKind {
  const Group* group = nullptr;  // named as the kind
  CheckSettings (*read)(Settings& settings, const Group& group) = nullptr;
};

CheckSettings read_plain(Settings& settings, const Group& group) { return PlainSettings(settings, group); }

template <auto reader>
CheckSettings read_by(Settings& settings, const Group& /*group*/) {
  return reader(settings);
}

// A group of its own for each row of the table.
#define CHECK_KIND(NAME, MAKE, MEANING, ...)                      \
  {[] {                                                           \
     static constexpr Row rows[] = {__VA_ARGS__};                 \
     static const Group group{.name = NAME,                       \
                              .heading = "`type = \"" NAME "\"`", \
                              .meaning = MEANING,                 \
                              .rows = rows,                       \
                              .also = &config::check_group};      \
     return &group;                                               \
   }(),                                                           \
   read_plain},

const std::vector<CheckKind>& kinds() {
  static const std::vector<CheckKind> all = {
#include "health/check_kinds.def"
      {&http_group, read_by<read_http>},
      {&https_group, read_by<read_https>},
      {&tls_group, read_by<read_tls>},
  };
  return all;
}
#undef CHECK_KIND

// "[check.web]"; a check within a pool is named as it.
std::string place_of(const config::CheckConfig& config) {
  return config.name.find(' ') == std::string::npos ? "[check." + config.name + "]"
                                                    : "the check of " + config.name;
}

std::shared_ptr<const CheckSettings> read_check(const config::CheckConfig& config, Mistakes& mistakes) {
  std::vector<std::string_view> names;
  for (const auto& [group, read] : kinds()) {
    names.push_back(group->name);
    if (group->name != config.kind) continue;
    const std::size_t before = mistakes.errors();
    Settings settings(config.settings, config.at, mistakes, place_of(config));
    auto out = std::make_shared<const CheckSettings>(read(settings, *group));
    return mistakes.errors() == before ? out : nullptr;
  }
  mistakes.error(config.at, unknown_word("check type", config.kind, names));
  return {};
}

}  // namespace

KindSettings read_checks(const config::Config& config, Mistakes& mistakes) {
  KindSettings out;
  for (const auto& check : config.checks) out.push_back(read_check(check, mistakes));
  return out;
}

std::span<const Group* const> check_groups() {
  static const std::vector<const Group*> groups = [] {
    std::vector<const Group*> out;
    for (const CheckKind& kind : kinds()) out.push_back(kind.group);
    return out;
  }();
  return groups;
}

}  // namespace rota::health
