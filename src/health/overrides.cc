#include "health/overrides.h"

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "base/log.h"

namespace rota::health {

namespace {

using Of = OverrideRows::Of;
using Key = OverrideRows::Key;

constexpr std::uintmax_t largest_overrides_file = 64U << 20U;

std::string lines_of(const OverrideRows& rows) {
  std::string out;
  rows.each([&](const Override& row) { out += boost::json::serialize(to_json(row)) + "\n"; });
  return out;
}

Key key_of(const Override& row) { return {row.of, row.admin ? Of::admin : Of::weight}; }

}  // namespace

Overrides::Overrides(const StateDirectory& state_directory, WallTime now)
    : file_(state_directory, "overrides", "the operator's overrides"),
      revision_(static_cast<std::uint64_t>(now.time_since_epoch().count())) {
  read(now);
}

void Overrides::read(WallTime now) {
  const auto text = file_.read(largest_overrides_file);
  if (!text) return file_.keep_aside(now);  // it is there but cannot be read
  std::size_t unreadable = 0;
  std::vector<Override> lines;
  for (std::string_view left = *text; !left.empty();) {
    const std::size_t end = left.find('\n');
    // A last line without its end was cut off.
    if (auto row = end == left.npos ? std::nullopt : read_override(left.substr(0, end)))
      lines.push_back(std::move(*row));
    else
      ++unreadable;
    left.remove_prefix(end == left.npos ? left.size() : end + 1);
  }
  rows_ = OverrideRows(lines);
  rows_.each([this](const Override& row) {
    if (row.until) ends_.emplace(*row.until, key_of(row));
  });
  if (unreadable > 0) {
    file_.warn_skipped(unreadable);
    file_.keep_aside(now);
    save({});
  }
  for (const Override& ended : expire(now))
    log_info("override_ended", "override of " + config::text(ended.of) + " ended at " + rfc3339(*ended.until),
             {{"zone", ended.of.zone},
              {"pool", ended.of.pool},
              {"member", ended.of.member},
              {"reason", ended.reason}});
}

void Overrides::set(const Override& said) {
  OverrideRows rows = rows_;
  rows.set(said);
  Ends added;
  if (said.until && said.admin) added.emplace(*said.until, Key{said.of, Of::admin});
  if (said.until && said.weight) added.emplace(*said.until, Key{said.of, Of::weight});
  become(std::move(rows), ends_of(said.of, said.admin.has_value(), said.weight.has_value()), added);
}

std::vector<Overrides::Ends::iterator> Overrides::ends_of(const config::MemberKey& of, bool admin,
                                                          bool weight) {
  std::vector<Ends::iterator> out;
  const auto look = [&](Of what) {
    const Key key{of, what};
    const Override* const row = rows_.find(key);
    if (row == nullptr || !row->until) return;
    if (const auto end = ends_.find({*row->until, key}); end != ends_.end()) out.push_back(end);
  };
  if (admin) look(Of::admin);
  if (weight) look(Of::weight);
  return out;
}

void Overrides::become(OverrideRows rows, const std::vector<Ends::iterator>& gone, Ends& added) noexcept {
  rows_ = std::move(rows);
  ++revision_;
  for (const auto end : gone) ends_.erase(end);
  ends_.merge(added);
}

bool Overrides::clear(const config::MemberKey& of) {
  OverrideRows rows = rows_;
  const bool was_there = rows.clear(of);
  Ends none;
  become(std::move(rows), ends_of(of, true, true), none);
  return was_there;
}

std::vector<Override> Overrides::expire(WallTime now) {
  std::vector<Override> out;
  if (ends_.empty() || ends_.begin()->first > now) return out;
  OverrideRows rows = rows_;
  auto end = ends_.begin();
  for (; end != ends_.end() && end->first <= now; ++end) {
    out.push_back(*rows.find(end->second));
    rows.clear(end->second);
  }
  rows_ = std::move(rows);
  ends_.erase(ends_.begin(), end);
  return out;
}

std::optional<WallTime> Overrides::next_expiry() const {
  return ends_.empty() ? std::nullopt : std::optional(ends_.begin()->first);
}

void Overrides::save(std::function<void(const std::optional<Error>&)> done) {
  file_.write([rows = rows_] { return lines_of(rows); }, std::move(done));
}

}  // namespace rota::health
