#include "health/overrides.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/json.h"
#include "base/log.h"
#include "config/admin.h"
#include "config/member_reader.h"

namespace rota::health {

namespace {

namespace json = boost::json;

constexpr std::uintmax_t most_bytes = 64U << 20U;

auto place(const Override& row) { return std::tuple(row.of, !row.admin.has_value()); }

bool comes_before(const Override& a, const Override& b) { return place(a) < place(b); }

// Null and missing are the same; nothing when it is of another kind.
template <class T, class Read>
bool read_optional(const json::object& from, std::string_view key, std::optional<T>& out, Read read) {
  const json::value* found = from.if_contains(key);
  if (found == nullptr || found->is_null()) return true;
  out = read(from, key);
  return out.has_value();
}

std::optional<std::uint32_t> weight_at(const json::object& from, std::string_view key) {
  const auto weight = number_at<std::uint32_t>(from, key);
  return weight && *weight <= config::largest_weight(config::PoolKind::address) ? weight : std::nullopt;
}

std::optional<config::Admin> admin_at(const json::object& from, std::string_view key) {
  return config::parse_admin(text_at(from, key));
}

std::optional<WallTime> time_at(const json::object& from, std::string_view key) {
  return parse_rfc3339(text_at(from, key));
}

std::string lines_of(const std::vector<Override>& rows) {
  std::string out;
  for (const Override& row : rows) out += json::serialize(to_json(row)) + "\n";
  return out;
}

}  // namespace

json::object to_json(const Override& said) {
  const auto or_null = [](const auto& value, auto write) {
    return value ? json::value(write(*value)) : json::value(nullptr);
  };
  const auto time = [](WallTime at) { return json::string(rfc3339(at)); };
  return {{"zone", said.of.zone},
          {"pool", said.of.pool},
          {"member", said.of.member},
          {"admin", or_null(said.admin, [](config::Admin admin) { return json::string(name_of(admin)); })},
          {"weight", or_null(said.weight, [](std::uint32_t weight) { return weight; })},
          {"since", time(said.since)},
          {"until", or_null(said.until, time)},
          {"reason", said.reason},
          {"who", said.who}};
}

std::optional<Override> read_override(std::string_view line) {
  const auto value = parse_json(line);
  if (!value || !value->is_object()) return {};
  const json::object& from = value->get_object();
  Override out;
  out.of = {std::string(text_at(from, "zone")), std::string(text_at(from, "pool")),
            std::string(text_at(from, "member"))};
  const auto since = time_at(from, "since");
  if (out.of.zone.empty() || out.of.pool.empty() || out.of.member.empty() || !since) return {};
  out.since = *since;
  if (!read_optional(from, "admin", out.admin, admin_at) ||
      !read_optional(from, "until", out.until, time_at) ||
      !read_optional(from, "weight", out.weight, weight_at))
    return {};
  out.reason = text_at(from, "reason");
  out.who = text_at(from, "who");
  return out.admin || out.weight ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<Override> find_override(std::span<const Override> rows, const MemberKey& of) {
  const auto found = std::ranges::lower_bound(rows, of, {}, &Override::of);
  if (found == rows.end() || found->of != of) return {};
  Override out = *found;
  const auto second = std::next(found);
  if (second != rows.end() && second->of == of) out.weight = second->weight;
  return out;
}

Overrides::Overrides(const StateDirectory& state_directory, WallTime now)
    : file_(state_directory, "overrides", "the operator's overrides") {
  read(now);
}

void Overrides::read(WallTime now) {
  const auto text = file_.read(most_bytes);
  if (!text) return file_.keep_aside(now);  // it is there but cannot be read
  std::size_t unreadable = 0;
  for (std::string_view left = *text; !left.empty();) {
    const std::size_t end = left.find('\n');
    // A last line without its end was cut off.
    if (auto row = end == left.npos ? std::nullopt : read_override(left.substr(0, end)))
      set(*row);
    else
      ++unreadable;
    left.remove_prefix(end == left.npos ? left.size() : end + 1);
  }
  if (unreadable > 0) {
    file_.warn_skipped(unreadable);
    file_.keep_aside(now);
    save({});
  }
  for (const Override& ended : expire(now))
    log_info("override of " + ended.of.pool + "/" + ended.of.member + " ended at " + rfc3339(*ended.until));
}

void Overrides::set(const Override& said) {
  if (said.admin) {
    Override row = said;
    row.weight.reset();
    put(std::move(row));
  }
  if (said.weight) {
    Override row = said;
    row.admin.reset();
    put(std::move(row));
  }
}

void Overrides::put(Override row) {
  const auto at = std::ranges::lower_bound(rows_, row, comes_before);
  if (at != rows_.end() && place(*at) == place(row))
    *at = std::move(row);
  else
    rows_.insert(at, std::move(row));
}

bool Overrides::clear(const MemberKey& of) {
  return std::erase_if(rows_, [&](const Override& row) { return row.of == of; }) > 0;
}

std::vector<Override> Overrides::expire(WallTime now) {
  const auto ended = std::stable_partition(
      rows_.begin(), rows_.end(), [&](const Override& row) { return !row.until || *row.until > now; });
  std::vector<Override> out(std::make_move_iterator(ended), std::make_move_iterator(rows_.end()));
  rows_.erase(ended, rows_.end());
  return out;
}

std::optional<WallTime> Overrides::next_expiry() const {
  std::optional<WallTime> out;
  for (const Override& row : rows_)
    if (row.until && (!out || *row.until < *out)) out = row.until;
  return out;
}

void Overrides::save(std::function<void(const std::optional<Error>&)> done) {
  file_.write(lines_of(rows_), std::move(done));
}

}  // namespace rota::health
