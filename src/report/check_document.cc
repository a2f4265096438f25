#include "report/check_document.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/hex.h"
#include "config/check_settings.h"
#include "dns/name.h"

namespace rota::report {

namespace json = boost::json;

namespace {

using config::CheckConfig;
using config::Config;

std::string label_of(const Config& config, const CheckConfig& check) {
  const auto stands_in = [&](const config::ZoneConfig& zone) {
    return check.at.file && zone.at.file && *check.at.file == *zone.at.file;
  };
  if (check.name.starts_with("pool ") || std::ranges::count_if(config.zones, stands_in) != 1)
    return check.name;
  return dns::name_text(std::ranges::find_if(config.zones, stands_in)->apex) + ":" + check.name;
}

// "500ms", "5s": as it is written in a configuration.
std::string duration_text(milliseconds duration) {
  if (duration.count() % 1000 != 0) return std::to_string(duration.count()) + "ms";
  return std::to_string(duration.count() / 1000) + "s";
}

std::string_view start_text(config::Start start) {
  constexpr auto texts = std::to_array<std::string_view>({"last", "probe", "up", "down"});
  return texts[static_cast<std::size_t>(start)];
}

json::value fingerprint_of(const CheckConfig& check, const std::optional<SipKey>& key) {
  if (!key) return nullptr;
  std::array<std::uint8_t, 8> octets{};
  std::uint64_t hash = config::settings_hash(*key, check);
  for (std::uint8_t& octet : octets) octet = static_cast<std::uint8_t>(std::exchange(hash, hash >> 8U));
  std::string out;
  append_hex(out, octets);
  return json::string(out);
}

}  // namespace

IdVector<CheckId, std::string> labels_of(const Config& config) {
  IdVector<CheckId, std::string> out;
  std::map<std::string, std::size_t> used;
  for (const CheckConfig& check : config.checks) {
    const std::string label = label_of(config, check);
    const std::size_t number = ++used[label];
    out.push_back(number == 1 ? label : label + " #" + std::to_string(number));
  }
  return out;
}

json::array describe_checks(const Config& config, const std::optional<SipKey>& key) {
  const IdVector<CheckId, std::string> labels = labels_of(config);
  json::array out;
  for (const CheckId id : labels.ids()) {
    const CheckConfig& check = config.checks[id];
    const config::Timing& timing = check.timing;
    out.push_back(json::object{{"name", labels[id]},
                               {"kind", check.kind},
                               {"interval", duration_text(timing.interval)},
                               {"fast_interval", duration_text(timing.fast_interval)},
                               {"timeout", duration_text(timing.timeout)},
                               {"jitter", timing.jitter},
                               {"rise", timing.rise},
                               {"fall", timing.fall},
                               {"hold_down", duration_text(timing.hold_down)},
                               {"start", start_text(check.start)},
                               {"settings_fingerprint", fingerprint_of(check, key)}});
  }
  return out;
}

}  // namespace rota::report
