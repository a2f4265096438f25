#include "config/defaults.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>

#include "base/keys.h"

namespace rota::config {

namespace {

// RFC 2181 section 8: a TTL has 31 bits.
constexpr std::int64_t longest_ttl = std::numeric_limits<std::int32_t>::max();

std::optional<std::uint32_t> read_ttl_seconds(Settings& settings, const Row& row) {
  const auto duration = settings.duration(row);
  if (!duration) return {};
  if (duration->count() % 1000 == 0 && duration->count() / 1000 <= longest_ttl)
    return static_cast<std::uint32_t>(duration->count() / 1000);
  settings.error(row.key, "\"" + std::string(row.key) + "\" must be whole seconds, at most 2^31-1");
  return {};
}

struct WrittenTtl {
  std::optional<std::uint32_t> max;
  std::optional<std::uint32_t> min;
};

template <auto member>
void read_seconds(Settings& settings, const Row& row, WrittenTtl& out) {
  out.*member = read_ttl_seconds(settings, row);
}

constexpr Key<WrittenTtl> ttl_keys[] = {
    {{.key = "max",
      .type = ValueType::duration,
      .fallback = R"("30s")",
      .meaning = "TTL while all members are steady; whole seconds."},
     read_seconds<&WrittenTtl::max>},
    {{.key = "min",
      .type = ValueType::duration,
      .fallback = R"("5s")",
      .meaning = "TTL while the state of any member is in doubt; whole seconds."},
     read_seconds<&WrittenTtl::min>},
};

constexpr Key<Brake> brake_keys[] = {
    {{.key = "share",
      .type = ValueType::number,
      .range = {0, 1},
      .fallback = "1",
      .example = "0.25",
      .meaning = "Share of the members that may leave the answers within `per`; 1 = all."},
     into<&Brake::share>},
    {{.key = "per",
      .type = ValueType::duration,
      .range = {.least = 1},
      .fallback = R"("10s")",
      .meaning = "The time in which `share` counts."},
     into<&Brake::per>},
};

constexpr Word<Start> starts[] = {
    {"last", Start::last}, {"probe", Start::probe}, {"up", Start::up}, {"down", Start::down}};

constexpr Range intervals{.least = 100};

constexpr Key<Defaults> timing_keys[] = {
    {{.key = "interval",
      .type = ValueType::duration,
      .range = intervals,
      .fallback = R"("5s")",
      .meaning = "Time from the start of a probe to the start of the next."},
     into<&Defaults::timing, &Timing::interval>},
    {{.key = "fast_interval",
      .type = ValueType::duration,
      .range = intervals,
      .fallback = R"("1s")",
      .meaning = "The same while a rise or fall is pending."},
     into<&Defaults::timing, &Timing::fast_interval>},
    {{.key = "timeout",
      .type = ValueType::duration,
      .range = {.least = 1},
      .fallback = R"("2s")",
      .meaning = "How long a probe may take."},
     into<&Defaults::timing, &Timing::timeout>},
    {{.key = "rise",
      .type = ValueType::integer,
      .range = {1, 100},
      .fallback = "2",
      .meaning = "Passes in a row until a member is up."},
     into<&Defaults::timing, &Timing::rise>},
    {{.key = "fall",
      .type = ValueType::integer,
      .range = {1, 100},
      .fallback = "3",
      .meaning = "Failures in a row until a member is down."},
     into<&Defaults::timing, &Timing::fall>},
    {{.key = "hold_down",
      .type = ValueType::duration,
      .fallback = R"("0s")",
      .example = R"("30s")",
      .meaning = "From the third fall in ten minutes on, a member must pass for this long until it is up. "
                 "Doubled with each further fall, up to ten minutes; \"0s\" = off."},
     into<&Defaults::timing, &Timing::hold_down>},
    {{.key = "jitter",
      .type = ValueType::number,
      .range = {0, 1},
      .fallback = "0.1",
      .meaning = "Each interval is longer or shorter by up to this fraction."},
     into<&Defaults::timing, &Timing::jitter>},
    {{.key = "start",
      .words = names_of<starts>,
      .fallback = R"("last")",
      .meaning = "State before the first result: \"last\" = as saved, else \"probe\"; \"probe\" = unknown "
                 "until probed."},
     choose<starts, &Defaults::start>},
};

constexpr Row own_rows[] = {ttl_row, brake_row};
constexpr auto ttl_rows = rows_of<ttl_keys>;
constexpr auto brake_rows = rows_of<brake_keys>;
constexpr auto timing_rows = rows_of<timing_keys>;

}  // namespace

const Group ttl_group{.name = "ttl", .heading = "`ttl`", .meaning = "TTL of answers.", .rows = ttl_rows};
const Group brake_group{.name = "brake",
                        .heading = "`brake`",
                        .meaning = "Limit of what leaves a pool at once.",
                        .rows = brake_rows};
const Group timing_group{.name = "timing",
                         .heading = "Timing of checks",
                         .meaning = "When a check probes, and when its verdict changes.",
                         .rows = timing_rows};
const Group defaults_group{.name = "defaults",
                           .heading = "[defaults]",
                           .meaning =
                               "Defaults of every pool and check. Those of a zone's own file, and what a "
                               "pool or check says itself, win.",
                           .rows = own_rows,
                           .also = &timing_group};

Ttl read_ttl(Settings& settings, Ttl inherited) {
  const Value* value = settings.value(ttl_row);
  if (value == nullptr) return inherited;
  if (value->table() == nullptr) {
    const auto seconds = read_ttl_seconds(settings, ttl_row);
    return seconds ? Ttl{*seconds, *seconds} : inherited;
  }
  WrittenTtl written;
  Settings both(*value->table(), value->at, settings.mistakes());
  read_keys(both, ttl_keys, written);
  both.finish(ttl_group);
  const auto [max, min] = written;
  if (max && min && *max < *min) both.error("min", "\"min\" must not be larger than \"max\"");
  // One alone moves the other along when they would cross.
  Ttl ttl{max.value_or(inherited.max), min.value_or(inherited.min)};
  if (!min) ttl.min = std::min(ttl.min, ttl.max);
  if (!max) ttl.max = std::max(ttl.min, ttl.max);
  return ttl;
}

Brake read_brake(Settings& settings, const Brake& inherited) {
  Brake out = inherited;
  read_table(settings, brake_row, brake_keys, out);
  return out;
}

void read_timing(Settings& settings, Defaults& out) {
  read_keys(settings, timing_keys, out);
  Timing& timing = out.timing;
  if (settings.has("timeout") && timing.timeout > timing.interval)
    settings.mistakes().warning(settings.where("timeout"),
                                "`timeout` is longer than `interval`: a silent target is probed less often");
  if (timing.fast_interval <= timing.interval) return;
  if (settings.has("fast_interval")) {
    settings.mistakes().warning(settings.where("fast_interval"),
                                "\"fast_interval\" is longer than \"interval\"");
  } else {
    timing.fast_interval = timing.interval;  // an inherited one only follows
  }
}

Defaults read_defaults(Settings& owner, const Defaults& inherited) {
  Defaults out = inherited;
  read_within(owner, defaults_row, [&](Settings& settings) {
    out.ttl = read_ttl(settings, inherited.ttl);
    out.brake = read_brake(settings, inherited.brake);
    read_timing(settings, out);
  });
  return out;
}

}  // namespace rota::config
