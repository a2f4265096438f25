#include "zonefile/builder.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <string>
#include <unordered_set>
#include <utility>

#include "zonefile/rdata/check.h"

namespace rota::zonefile {

namespace {

constexpr std::size_t many = 32;  // records of one owner and type worth a hash to find duplicates
constexpr std::size_t largest_shrunk = 128 << 10;  // octets

// Of an open table of runs: half of a name's hash, which is its home too, and the
// run's number plus 1, or 0.
struct Slot {
  std::uint32_t tag = 0;
  std::uint32_t run = 0;
};

template <class T>
void shrink(std::vector<T>& list) {
  if (list.size() * sizeof(T) < largest_shrunk) list.shrink_to_fit();
}

}  // namespace

std::uint16_t ZoneBuilder::file(const std::shared_ptr<const std::string>& path) {
  auto& files = zone_->files;
  // The newest is nearly always the one.
  for (std::size_t i = files.size(); i > 0; --i) {
    if (files[i - 1] == path) return static_cast<std::uint16_t>(i - 1);
  }
  files.push_back(path);
  return static_cast<std::uint16_t>(files.size() - 1);
}

void ZoneBuilder::expect(std::size_t text_size) {
  constexpr std::size_t shortest = 12;  // octets of a line with a record
  zone_->arena.reserve(text_size);
  zone_->records.reserve(text_size / shortest);
}

void ZoneBuilder::begin_owner(dns::NameView name) {
  auto& arena = zone_->arena;
  const std::size_t start = arena.size();
  arena.resize(start + name.size());
  dns::lower_into(name, arena.data() + start);
  zone_->owners.push_back({static_cast<std::uint32_t>(start),
                           static_cast<std::uint32_t>(zone_->records.size()), 0,
                           static_cast<std::uint32_t>(name.size())});
}

bool ZoneBuilder::add(Record record, Bytes rdata) {
  auto& arena = zone_->arena;
  if (arena.size() + dns::max_name + rdata.size() > std::numeric_limits<std::uint32_t>::max()) return false;
  ++zone_->owners.back().count;
  record.rdata = static_cast<std::uint32_t>(arena.size());
  record.rdata_size = static_cast<std::uint16_t>(rdata.size());
  arena.insert(arena.end(), rdata.begin(), rdata.end());
  zone_->records.push_back(record);
  return true;
}

// Of each run the first one of the same name. The table is far larger than what the
// processor keeps at hand, so its lines are asked for some names ahead.
std::vector<std::uint32_t> ZoneBuilder::find_same() const {
  constexpr std::size_t ahead = 16;
  const auto& runs = zone_->owners;
  std::vector<Slot> slots(std::bit_ceil(2 * runs.size() + 1));
  const std::size_t mask = slots.size() - 1;
  std::vector<std::uint32_t> tags(runs.size());
  std::vector<std::uint32_t> out(runs.size());
  for (std::size_t i = 0; i < runs.size() + ahead; ++i) {
    if (i < runs.size()) {
      tags[i] = static_cast<std::uint32_t>(dns::hash(zone_->name(runs[i])) >> 32);
      __builtin_prefetch(&slots[tags[i] & mask], 1);
    }
    if (i < ahead) continue;
    const auto run = static_cast<std::uint32_t>(i - ahead);
    std::size_t at = tags[run] & mask;
    for (; slots[at].run != 0; at = (at + 1) & mask)
      if (slots[at].tag == tags[run] &&
          dns::same(zone_->name(runs[slots[at].run - 1]), zone_->name(runs[run])))
        break;
    if (slots[at].run == 0) slots[at] = {tags[run], run + 1};
    out[run] = slots[at].run - 1;
  }
  return out;
}

// Afterwards each owner is there once, in the order of their first records, and its
// records stand side by side in the order of the file. In most files they do already.
void ZoneBuilder::group() {
  const std::vector<std::uint32_t> same = find_same();
  std::uint32_t number = 0;
  if (std::ranges::all_of(same, [&](std::uint32_t first) { return first == number++; })) return;
  auto& runs = zone_->owners;
  std::vector<Owner> owners;
  std::vector<std::uint32_t> count(runs.size());
  for (std::uint32_t i = 0; i < runs.size(); ++i) count[same[i]] += runs[i].count;
  std::vector<std::uint32_t> next(runs.size());
  std::uint32_t end = 0;
  for (std::uint32_t i = 0; i < runs.size(); ++i) {
    if (same[i] != i) continue;
    next[i] = end;
    owners.push_back({runs[i].name, end, count[i], runs[i].name_size});
    end += count[i];
  }
  std::vector<Record> grouped(zone_->records.size());
  for (std::uint32_t i = 0; i < runs.size(); ++i) {
    const auto records = zone_->of(runs[i]);
    std::ranges::copy(records, grouped.begin() + next[same[i]]);
    next[same[i]] += runs[i].count;
  }
  zone_->records.swap(grouped);
  runs.swap(owners);
}

bool ZoneBuilder::is_duplicate(std::uint32_t first, std::uint32_t end, const Record& record) const {
  const auto set = std::span(zone_->records).subspan(first, end - first);
  return std::ranges::any_of(set, [&](const Record& other) {
    return is_same_rdata(record.type, zone_->rdata(other), zone_->rdata(record));
  });
}

// Sorts one owner's records into sets and moves them down to `end`.
void ZoneBuilder::tidy(Owner& owner, std::uint32_t& end, Mistakes& mistakes) {
  auto& records = zone_->records;
  const auto own = std::span(records).subspan(owner.first, owner.count);
  if (!std::ranges::is_sorted(own, {}, &Record::type)) std::ranges::stable_sort(own, {}, &Record::type);
  const std::uint32_t owner_first = end;
  for (std::size_t i = 0; i < own.size();) {
    const dns::Type type = own[i].type;
    const std::uint32_t first = end;
    std::uint32_t lowest = own[i].ttl;
    std::unordered_set<std::string> seen;  // only of a large set
    bool mixed = false;
    for (; i < own.size() && own[i].type == type; ++i) {
      const Record record = own[i];
      mixed = mixed || record.ttl != lowest;
      lowest = std::min(lowest, record.ttl);
      const bool is_new = own.size() < many
                              ? !is_duplicate(first, end, record)
                              : seen.insert(identity_of(record.type, zone_->rdata(record))).second;
      if (is_new) records[end++] = record;
    }
    if (!mixed) continue;
    for (std::uint32_t at = first; at < end; ++at) records[at].ttl = lowest;
    mistakes.warning(zone_->at(records[first]), "the records " + dns::text(zone_->name(owner)) + " " +
                                                    dns::text(type) + " differ in TTL; the lowest, " +
                                                    std::to_string(lowest) + ", is used");
  }
  owner.first = owner_first;
  owner.count = end - owner_first;
}

std::shared_ptr<const ZoneRecords> ZoneBuilder::finish(Mistakes& mistakes) {
  group();
  std::uint32_t end = 0;
  for (Owner& owner : zone_->owners) tidy(owner, end, mistakes);
  zone_->records.resize(end);
  // Of small zones there may be thousands; the slack of a large one was never touched.
  shrink(zone_->arena);
  shrink(zone_->owners);
  shrink(zone_->records);
  return std::move(zone_);
}

}  // namespace rota::zonefile
