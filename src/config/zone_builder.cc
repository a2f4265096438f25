#include "config/zone_builder.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <unordered_set>

namespace rota::config {

namespace {

constexpr std::size_t many = 32;  // records of one owner and type worth a hash to find duplicates

std::string_view as_text(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

}  // namespace

ZoneBuilder::ZoneBuilder() : zone_(std::make_shared<ZoneRecords>()), slots_(64) {}

std::uint16_t ZoneBuilder::file(const std::shared_ptr<const std::string>& path) {
  auto& files = zone_->files;
  // The newest is nearly always the one.
  for (std::size_t i = files.size(); i > 0; --i) {
    if (files[i - 1] == path) return static_cast<std::uint16_t>(i - 1);
  }
  files.push_back(path);
  return static_cast<std::uint16_t>(files.size() - 1);
}

std::uint32_t ZoneBuilder::find_or_add(dns::NameView name) {
  // Records of one owner mostly follow each other.
  auto& owners = zone_->owners;
  if (!owner_of_.empty() && std::ranges::equal(zone_->name(owners[owner_of_.back()]), name))
    return owner_of_.back();
  if (2 * owners.size() >= slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = dns::hash(name) & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    if (std::ranges::equal(zone_->name(owners[slots_[slot] - 1]), name)) return slots_[slot] - 1;
  }
  owners.push_back({static_cast<std::uint32_t>(zone_->arena.size()), 0, 0});
  zone_->arena.insert(zone_->arena.end(), name.begin(), name.end());
  slots_[slot] = static_cast<std::uint32_t>(owners.size());
  return slots_[slot] - 1;
}

void ZoneBuilder::grow() {
  slots_.assign(2 * slots_.size(), 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t i = 0; i < zone_->owners.size(); ++i) {
    std::size_t slot = dns::hash(zone_->name(zone_->owners[i])) & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = i + 1;
  }
}

bool ZoneBuilder::add(dns::NameView owner, Record record, Bytes rdata) {
  auto& arena = zone_->arena;
  if (arena.size() + dns::max_name + rdata.size() > std::numeric_limits<std::uint32_t>::max()) return false;
  std::array<std::uint8_t, dns::max_name> lowered;
  dns::lower_into(owner, lowered.data());
  const std::uint32_t index = find_or_add({lowered.data(), owner.size()});
  owner_of_.push_back(index);
  ++zone_->owners[index].count;
  record.rdata = static_cast<std::uint32_t>(arena.size());
  record.rdata_size = static_cast<std::uint16_t>(rdata.size());
  arena.insert(arena.end(), rdata.begin(), rdata.end());
  zone_->records.push_back(record);
  return true;
}

// A counting sort: afterwards the records of each owner stand side by side, in
// the order of the file.
void ZoneBuilder::group() {
  std::uint32_t at = 0;
  for (Owner& owner : zone_->owners) {
    owner.first = at;
    at += owner.count;
    owner.count = 0;
  }
  std::vector<Record> grouped(zone_->records.size());
  for (std::size_t i = 0; i < owner_of_.size(); ++i) {
    Owner& owner = zone_->owners[owner_of_[i]];
    grouped[owner.first + owner.count++] = zone_->records[i];
  }
  zone_->records.swap(grouped);
}

bool ZoneBuilder::is_duplicate(std::uint32_t first, std::uint32_t end, const Record& record) const {
  const auto set = std::span(zone_->records).subspan(first, end - first);
  return std::ranges::any_of(set, [&](const Record& other) {
    return std::ranges::equal(zone_->rdata(other), zone_->rdata(record));
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
    std::unordered_set<std::string_view> seen;  // only of a large set
    bool mixed = false;
    for (; i < own.size() && own[i].type == type; ++i) {
      const Record record = own[i];
      mixed = mixed || record.ttl != lowest;
      lowest = std::min(lowest, record.ttl);
      const bool is_new = own.size() < many ? !is_duplicate(first, end, record)
                                            : seen.insert(as_text(zone_->rdata(record))).second;
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
  owner_of_ = {};
  slots_ = {};
  std::uint32_t end = 0;
  for (Owner& owner : zone_->owners) tidy(owner, end, mistakes);
  zone_->records.resize(end);
  zone_->arena.shrink_to_fit();
  zone_->owners.shrink_to_fit();
  zone_->records.shrink_to_fit();
  return std::move(zone_);
}

}  // namespace rota::config
