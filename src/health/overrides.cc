#include "health/overrides.h"

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "base/log.h"

namespace rota::health {

namespace {

using Of = OverrideRows::Of;
using Place = OverrideRows::Place;

constexpr std::uintmax_t most_bytes = 64U << 20U;

std::string lines_of(const OverrideRows& rows) {
  std::string out;
  rows.each([&](const Override& row) { out += boost::json::serialize(to_json(row)) + "\n"; });
  return out;
}

Place place_of(const Override& row) { return {row.of, row.admin ? Of::admin : Of::weight}; }

}  // namespace

Overrides::Overrides(const StateDirectory& state_directory, WallTime now)
    : file_(state_directory, "overrides", "the operator's overrides") {
  read(now);
}

void Overrides::read(WallTime now) {
  const auto text = file_.read(most_bytes);
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
    if (row.until) ends_.emplace(*row.until, place_of(row));
  });
  if (unreadable > 0) {
    file_.warn_skipped(unreadable);
    file_.keep_aside(now);
    save({});
  }
  for (const Override& ended : expire(now))
    log_info("override of " + ended.of.pool + "/" + ended.of.member + " ended at " + rfc3339(*ended.until));
}

void Overrides::set(const Override& said) {
  forget_ends(said.of, said.admin.has_value(), said.weight.has_value());
  rows_.set(said);
  if (!said.until) return;
  if (said.admin) ends_.emplace(*said.until, Place{said.of, Of::admin});
  if (said.weight) ends_.emplace(*said.until, Place{said.of, Of::weight});
}

void Overrides::forget_ends(const MemberKey& of, bool admin, bool weight) {
  const auto forget = [&](Of what) {
    const Place place{of, what};
    if (const Override* row = rows_.find(place); row != nullptr && row->until)
      ends_.erase({*row->until, place});
  };
  if (admin) forget(Of::admin);
  if (weight) forget(Of::weight);
}

bool Overrides::clear(const MemberKey& of) {
  forget_ends(of, true, true);
  return rows_.clear(of);
}

std::vector<Override> Overrides::expire(WallTime now) {
  std::vector<Override> out;
  while (!ends_.empty() && ends_.begin()->first <= now) {
    const Place place = ends_.begin()->second;
    out.push_back(*rows_.find(place));
    rows_.clear(place);
    ends_.erase(ends_.begin());
  }
  return out;
}

std::optional<WallTime> Overrides::next_expiry() const {
  return ends_.empty() ? std::nullopt : std::optional(ends_.begin()->first);
}

void Overrides::save(std::function<void(const std::optional<Error>&)> done) {
  file_.write([rows = rows_] { return lines_of(rows); }, std::move(done));
}

}  // namespace rota::health
