#include "snapshot/zones_writer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "snapshot/denial_writer.h"

namespace rota::snapshot {

namespace {

// Names to a line of the table: full enough to be small, and nearly no line overflows.
constexpr std::size_t names_a_line = 5;
// Octets that may stay empty so that a node lies in one line less.
constexpr std::size_t most_padding = 16;

std::uint32_t lines_for(std::size_t names) { return static_cast<std::uint32_t>(names / names_a_line + 1); }

template <class T>
void append(std::vector<std::uint8_t>& out, const T& value) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(&value);
  out.insert(out.end(), bytes, bytes + sizeof value);
}

template <class T>
void store(std::uint8_t* at, const T& value) {
  std::memcpy(at, &value, sizeof value);
}

// The length of every rdata; 0 when they differ, or when there is none to copy.
std::uint16_t common_size(std::span<const Bytes> rdatas) {
  const std::size_t size = rdatas.front().size();
  const bool equal = std::ranges::all_of(rdatas, [&](Bytes rdata) { return rdata.size() == size; });
  return static_cast<std::uint16_t>(equal ? size : 0);
}

std::size_t lines_touched(std::size_t at, std::size_t size) {
  return (at + size - 1) / cache_line - at / cache_line + 1;
}

// Where a node of this size starts, at or after `at`: never over a line more than
// needed when that costs little, and a node that fits into two lines always in two.
std::size_t start_of(std::size_t at, std::size_t size) {
  const std::size_t next = round_up(at, cache_line);
  const std::size_t least = lines_touched(0, size);
  const std::size_t here = lines_touched(at, size);
  return here > least && (next - at <= most_padding || here == 3) ? next : at;
}

std::string key_of(dns::NameView name) { return {name.begin(), name.end()}; }

std::uint32_t lines_of(const std::vector<Entry>& table) {
  return static_cast<std::uint32_t>(table.size() / entries_a_line);
}

}  // namespace

ZonesWriter::ZonesWriter(std::size_t names)
    : block_(std::size_t{1} << 16), used_(sizeof(ZonesHead)), table_(lines_for(names) * entries_a_line) {}

void ZonesWriter::begin_zone(dns::NameView apex, ZoneId id, CounterId first_counter) {
  apex_ = dns::Name(apex);
  const auto first = static_cast<std::uint32_t>(round_up(used_, place_unit) / place_unit);
  zone_ = zones_.push_back({.apex = 0, .negative_ttl = 0, .first = first, .first_counter = first_counter});
  ids_.push_back(id);
  places_.clear();
  wildcards_.clear();
  hides_ = above_.contains(key_of(apex));
  for (dns::NameView name = apex; name.size() > 1;) {
    name = dns::parent(name);
    if (!above_.insert(key_of(name)).second) break;
  }
}

void ZonesWriter::begin_node(dns::NameView name) {
  draft_.clear();
  const std::uint8_t flags{dns::same(name, apex_) ? Node::is_apex : Node::Flag{}};
  append(draft_, NodeHead{static_cast<std::uint8_t>(name.size()), flags, 0, zone_});
  draft_.insert(draft_.end(), name.begin(), name.end());
}

void ZonesWriter::count_set() {
  auto head = load<NodeHead>(draft_.data());
  ++head.sets;
  store(draft_.data(), head);
}

void ZonesWriter::add_set(dns::Type type, std::uint32_t ttl, std::span<const Bytes> rdatas) {
  count_set();
  if (type == dns::Type::ns && (draft_[1] & Node::is_apex) == 0) draft_[1] |= Node::is_cut;
  if (type == dns::Type::dname) draft_[1] |= Node::has_dname;
  SetHead head{static_cast<std::uint16_t>(type), static_cast<std::uint16_t>(rdatas.size()), ttl,
               common_size(rdatas), 0};
  const std::size_t start = draft_.size();
  append(draft_, head);
  if (dns::holds_names(type)) append(draft_, ReadyPlace{});
  for (const Bytes rdata : rdatas) {
    if (head.size == 0) {
      draft_.push_back(static_cast<std::uint8_t>(rdata.size() >> 8));
      draft_.push_back(static_cast<std::uint8_t>(rdata.size()));
    }
    draft_.insert(draft_.end(), rdata.begin(), rdata.end());
  }
  head.bytes = static_cast<std::uint16_t>(draft_.size() - start - sizeof head);
  store(draft_.data() + start, head);
}

void ZonesWriter::add_pool(dns::Type type, std::uint32_t place) {
  count_set();
  append(draft_, SetHead{static_cast<std::uint16_t>(type), 0, 0, 0, sizeof place});
  append(draft_, place);
}

void ZonesWriter::end_node() {
  const std::uint32_t place = put(draft_);
  const Node node = node_at(place);
  hides_ = hides_ || node.is(Node::is_cut) || node.is(Node::has_dname);
  places_.push_back(place);
}

// A place is 32 bits of units of 8 octets: 32 GiB, more than a machine has for it.
std::uint32_t ZonesWriter::put(const std::vector<std::uint8_t>& node) {
  const std::size_t start = start_of(round_up(used_, place_unit), node.size());
  used_ = start + node.size();
  if (used_ > block_.size()) block_.resize(2 * used_);
  std::memcpy(block_.data() + start, node.data(), node.size());
  return static_cast<std::uint32_t>(start / place_unit);
}

// Enters these into the table, each behind what is there already of the same name:
// that is of a deeper zone. The table is far larger than what the processor keeps at
// hand, so its lines are asked for some names ahead.
void ZonesWriter::enter(std::span<const std::uint32_t> places) {
  names_ += places.size();
  if (names_ * 4 >= table_.size() * 3) grow_table();
  constexpr std::size_t ahead = 16;
  std::array<std::uint64_t, ahead> hashes{};
  for (std::size_t i = 0; i < places.size() + ahead; ++i) {
    const std::uint64_t hash = std::exchange(hashes[i % ahead], 0);
    if (i < places.size()) {
      hashes[i % ahead] = dns::hash(node_at(places[i]).name());
      __builtin_prefetch(&table_[home_of(hashes[i % ahead], lines_of(table_)) * entries_a_line], 1);
    }
    if (i < ahead) continue;
    std::size_t at = home_of(hash, lines_of(table_)) * entries_a_line;
    while (table_[at].place != 0) at = at + 1 == table_.size() ? 0 : at + 1;
    table_[at] = {static_cast<std::uint32_t>(hash >> 32), places[i - ahead]};
  }
}

// Makes room for names_. Entered in the order of their places, which is that in which
// they came.
void ZonesWriter::grow_table() {
  std::vector<std::uint32_t> places;
  for (const Entry& entry : table_)
    if (entry.place != 0) places.push_back(entry.place);
  std::ranges::sort(places);
  table_.assign(lines_for(names_ * 3 / 2) * entries_a_line, {});
  names_ -= places.size();
  enter(places);
}

std::uint32_t ZonesWriter::find(dns::NameView name, ZoneSlot zone) const {
  const auto* table = reinterpret_cast<const std::uint8_t*>(table_.data());
  return place_of(block_.data(), table, lines_of(table_), dns::hash(name), name, zone);
}

void ZonesWriter::end_zone() {
  enter(places_);
  known_parent_ = apex_;
  // Those that are added stand at the end of the list and so have their turn too.
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const dns::NameView name = node_at(places_[i]).name();
    if (dns::is_wildcard(name)) wildcards_.push_back(places_[i]);
    add_parent(name);
  }
  ZoneHead& head = zones_[zone_];
  head.apex = find(apex_, zone_);
  for (const std::uint32_t wildcard : wildcards_)
    flag(find(dns::parent(node_at(wildcard).name()), zone_), Node::has_wildcard);
  if (const auto soa = node_at(head.apex).find(dns::Type::soa)) {
    head.negative_ttl = std::min(soa->set.ttl, load32(soa->set.first().last(4).data()));
    head.denials = static_cast<std::uint32_t>(denials_.size() / place_unit);  // until finish()
    head.denial_forms = append_denials(denials_, apex_, soa->set, head.negative_ttl);
  }
  if (!hides_) return;
  for (const std::uint32_t place : places_)
    if (is_hidden(node_at(place).name())) flag(place, Node::is_occluded);
}

void ZonesWriter::add_broken(dns::NameView apex, ZoneId id, CounterId first_counter) {
  begin_zone(apex, id, first_counter);
  begin_node(apex);
  draft_[1] |= Node::is_broken;
  end_node();
  end_zone();
}

// Names that exist only because something stands below them (RFC 4592 section 2.2.2).
void ZonesWriter::add_parent(dns::NameView name) {
  const std::size_t apex_size = apex_.view().size();
  if (name.size() <= apex_size) return;
  name = dns::parent(name);
  if (name.size() == apex_size || dns::same(name, known_parent_)) return;
  known_parent_ = dns::Name(name);
  if (find(name, zone_) != 0) return;
  begin_node(name);
  end_node();
  enter(std::span(places_).last(1));
}

// Whether something above the name, within the zone, hides it: a cut, a DNAME, or
// another zone of ours, of which the name is then.
bool ZonesWriter::is_hidden(dns::NameView name) const {
  const std::size_t apex_size = apex_.view().size();
  if (name.size() <= apex_size) return false;
  for (name = dns::parent(name); name.size() > apex_size; name = dns::parent(name)) {
    Node node = node_at(find(name, any_zone));
    if (node.zone() != zone_) {
      if (node.is(Node::is_apex)) return true;
      node = node_at(find(name, zone_));
    }
    if (node.is(Node::is_cut) || node.is(Node::has_dname)) return true;
  }
  return node_at(zones_[zone_].apex).is(Node::has_dname);
}

Zones ZonesWriter::finish() {
  ZonesHead head;
  head.zones = round_up(used_, cache_line);
  head.count = static_cast<std::uint32_t>(zones_.size());
  const std::size_t denials = head.zones + zones_.size() * sizeof(ZoneHead);
  head.table = round_up(denials + denials_.size(), cache_line);
  head.lines = lines_of(table_);
  block_.resize(head.table + table_.size() * sizeof(Entry));
  store(block_.data(), head);
  for (const ZoneSlot slot : zones_.ids()) {
    zones_[slot].denials += static_cast<std::uint32_t>(denials / place_unit);
    store(block_.data() + head.zones + slot.value * sizeof(ZoneHead), zones_[slot]);
  }
  std::ranges::copy(denials_, block_.data() + denials);
  std::memcpy(block_.data() + head.table, table_.data(), table_.size() * sizeof(Entry));
  return {std::move(block_), std::move(ids_)};
}

}  // namespace rota::snapshot
