#include "health/override_rows.h"

#include <map>

namespace rota::health {

namespace {

using Key = OverrideRows::Key;
using Of = OverrideRows::Of;

// Calls `take` with each row that is said here.
template <class Take>
void each_row(const Override& said, Take take) {
  if (said.admin) {
    Override row = said;
    row.weight.reset();
    take(Key{said.of, Of::admin}, std::move(row));
  }
  if (said.weight) {
    Override row = said;
    row.admin.reset();
    take(Key{said.of, Of::weight}, std::move(row));
  }
}

}  // namespace

OverrideRows::OverrideRows(const std::vector<Override>& lines) {
  std::map<Key, Override> sorted;
  for (const Override& line : lines)
    each_row(line, [&](Key key, Override row) { sorted.insert_or_assign(std::move(key), std::move(row)); });
  std::vector<Rows::Entry> entries;
  entries.reserve(sorted.size());
  for (auto& [key, row] : sorted) entries.push_back({key, std::move(row)});
  rows_ = Rows(std::move(entries));
}

void OverrideRows::set(const Override& said) {
  each_row(said, [&](Key key, Override row) { rows_.set(std::move(key), std::move(row)); });
}

bool OverrideRows::clear(const config::MemberKey& member) {
  const bool had_admin = rows_.erase({member, Of::admin});
  return rows_.erase({member, Of::weight}) || had_admin;
}

std::optional<Override> OverrideRows::find(const config::MemberKey& member) const {
  const Override* const admin = rows_.find({member, Of::admin});
  const Override* const weight = rows_.find({member, Of::weight});
  if (admin == nullptr && weight == nullptr) return {};
  Override out = admin != nullptr ? *admin : *weight;
  if (weight != nullptr) out.weight = weight->weight;
  return out;
}

void OverrideRows::each(const std::function<void(const Override&)>& visit) const {
  rows_.each([&](const Key&, const Override& row) { visit(row); });
}

void OverrideRows::each_difference(const OverrideRows& a, const OverrideRows& b,
                                   const std::function<void(const config::MemberKey&)>& visit) {
  std::optional<config::MemberKey> last;
  Rows::each_difference(a.rows_, b.rows_, [&](const Key& key) {
    if (last == key.first) return;
    last = key.first;
    visit(key.first);
  });
}

}  // namespace rota::health
