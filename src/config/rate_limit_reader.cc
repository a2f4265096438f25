#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "base/keys.h"
#include "config/service_reader.h"

namespace rota::config {

namespace {

constexpr double most = 1'000'000;  // responses a second

// Times of rates wrap after three days (serve/rate_table.h): no burst may last that long.
void check_burst(const RateLimitConfig& limit, Settings& settings) {
  constexpr std::uint64_t longest = 86'400;  // seconds
  if (limit.responses == 0) return;
  const std::uint32_t slower = std::min(limit.responses, limit.negative.value_or(limit.responses));
  const std::uint32_t burst = limit.burst.value_or(default_burst(limit.responses));
  if (burst <= longest * slower) return;
  settings.mistakes().error(settings.has("burst") ? settings.where("burst") : settings.where("negative"),
                            "a burst of " + std::to_string(burst) + " responses at " +
                                std::to_string(slower) + " per second lasts longer than " +
                                std::to_string(longest) + " s; lower \"burst\" to " +
                                std::to_string(longest * slower) + " or less");
}

void read_exempt(Settings& settings, const Row& row, RateLimitConfig& limit) {
  if (auto exempt = read_prefixes(settings, row)) limit.exempt = std::move(*exempt);
}

constexpr Key<RateLimitConfig> rate_limit_keys[] = {
    {{.key = "responses",
      .type = ValueType::integer,
      .range = {0, most},
      .fallback = "0",
      .example = "200",
      .meaning = "Responses per second to one address; 0 = no limit. The networks around it may have more: "
                 "a /24 32 times as many, a /64 twice."},
     into<&RateLimitConfig::responses>},
    {{.key = "negative",
      .type = ValueType::integer,
      .range = {1, most},
      .example = "50",
      .meaning = "The same for answers without data, counted by themselves. Default: `responses`."},
     into<&RateLimitConfig::negative>},
    {{.key = "burst",
      .type = ValueType::integer,
      .range = {1, most},
      .example = "500",
      .meaning = "Responses at once. Default: 2.5 times `responses`."},
     into<&RateLimitConfig::burst>},
    {{.key = "slip",
      .type = ValueType::integer,
      .range = {0, most},
      .fallback = "1",
      .example = "2",
      .meaning = "One in this many limited replies is sent truncated (TC), the others are dropped; 0 = all "
                 "are dropped."},
     into<&RateLimitConfig::slip>},
    {{.key = "only_count",
      .type = ValueType::boolean,
      .fallback = "false",
      .meaning = "Limit nothing; count in rota_dns_rate_limited_total what would be limited."},
     into<&RateLimitConfig::only_count>},
    {{.key = "exempt",
      .type = ValueType::network,
      .many = Many::list,
      .fallback = "[]",
      .example = R"(["192.0.2.0/24", "2001:db8::/32"])",
      .meaning = "Networks that are never limited."},
     read_exempt},
};

constexpr auto rate_limit_rows = rows_of<rate_limit_keys>;

}  // namespace

const Group rate_limit_group{.name = "rate_limit",
                             .heading = "[rate_limit]",
                             .meaning = "Limit of responses over UDP to one address without a valid cookie.",
                             .rows = rate_limit_rows};

void read_rate_limit(Settings& main, RateLimitConfig& limit) {
  read_within(main, rate_limit_row, [&](Settings& settings) {
    read_keys(settings, rate_limit_keys, limit);
    check_burst(limit, settings);
  });
}

}  // namespace rota::config
