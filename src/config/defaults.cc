#include "config/defaults.h"

#include <algorithm>
#include <limits>

#include "config/words.h"

namespace rota::config {

namespace {

// RFC 2181 section 8: a TTL has 31 bits.
constexpr std::int64_t longest_ttl = std::numeric_limits<std::int32_t>::max();
constexpr milliseconds shortest_interval{100};

std::optional<std::uint32_t> read_ttl_seconds(Settings& settings, std::string_view key) {
  const auto duration = settings.duration(key);
  if (!duration) return {};
  if (duration->count() % 1000 == 0 && duration->count() / 1000 <= longest_ttl) {
    return static_cast<std::uint32_t>(duration->count() / 1000);
  }
  settings.mistakes().error(settings.where(key),
                            "'" + std::string(key) + "' must be whole seconds, at most 2^31-1");
  return {};
}

void read_duration(Settings& settings, std::string_view key, milliseconds least, milliseconds& out) {
  const auto duration = settings.duration(key);
  if (!duration) return;
  if (*duration >= least) {
    out = *duration;
  } else {
    settings.mistakes().error(settings.where(key), "'" + std::string(key) + "' must be at least " +
                                                       std::to_string(least.count()) + "ms");
  }
}

void read_count(Settings& settings, std::string_view key, int& out) {
  if (const auto count = settings.integer(key, 1, 100)) out = static_cast<int>(*count);
}

}  // namespace

Ttl read_ttl(Settings& settings, Ttl inherited) {
  const Value* value = settings.value("ttl");
  if (value == nullptr) return inherited;
  if (value->table() == nullptr) {
    const auto seconds = read_ttl_seconds(settings, "ttl");
    return seconds ? Ttl{*seconds, *seconds} : inherited;
  }
  Settings both(*value->table(), value->at, settings.mistakes());
  const auto max = read_ttl_seconds(both, "max");
  const auto min = read_ttl_seconds(both, "min");
  both.finish();
  if (max && min && *max < *min)
    both.mistakes().error(both.where("min"), "'min' must not be larger than 'max'");
  // One alone moves the other along when they would cross.
  Ttl ttl{max.value_or(inherited.max), min.value_or(inherited.min)};
  if (!min) ttl.min = std::min(ttl.min, ttl.max);
  if (!max) ttl.max = std::max(ttl.min, ttl.max);
  return ttl;
}

Brake read_brake(Settings& settings, const Brake& inherited) {
  Brake out = inherited;
  const Table* table = settings.table("brake");
  if (table == nullptr) return out;
  Settings both(*table, settings.where("brake"), settings.mistakes());
  if (const auto share = both.real("share", 0, 1)) out.share = *share;
  read_duration(both, "per", milliseconds(1), out.per);
  both.finish();
  return out;
}

void read_timing(Settings& settings, Timing& timing, Start& start) {
  static constexpr Word<Start> starts[] = {
      {"last", Start::last}, {"probe", Start::probe}, {"up", Start::up}, {"down", Start::down}};
  read_duration(settings, "interval", shortest_interval, timing.interval);
  read_duration(settings, "fast_interval", shortest_interval, timing.fast_interval);
  read_duration(settings, "timeout", milliseconds(1), timing.timeout);
  read_count(settings, "rise", timing.rise);
  read_count(settings, "fall", timing.fall);
  read_duration(settings, "hold_down", milliseconds(0), timing.hold_down);
  if (const auto jitter = settings.real("jitter", 0, 1)) timing.jitter = *jitter;
  start = read_choice(settings, "start", starts, start);
  if (settings.has("timeout") && timing.timeout > timing.interval)
    settings.mistakes().warning(settings.where("timeout"),
                                "`timeout` is longer than `interval`: a silent target is probed less often");
  if (timing.fast_interval <= timing.interval) return;
  if (settings.has("fast_interval")) {
    settings.mistakes().warning(settings.where("fast_interval"), "'fast_interval' is longer than 'interval'");
  } else {
    timing.fast_interval = timing.interval;  // an inherited one only follows
  }
}

Defaults read_defaults(Settings& owner, const Defaults& inherited) {
  Defaults out = inherited;
  const Table* table = owner.table("defaults");
  if (table == nullptr) return out;
  Settings settings(*table, owner.where("defaults"), owner.mistakes());
  out.ttl = read_ttl(settings, inherited.ttl);
  out.brake = read_brake(settings, inherited.brake);
  read_timing(settings, out.timing, out.start);
  settings.finish();
  return out;
}

}  // namespace rota::config
