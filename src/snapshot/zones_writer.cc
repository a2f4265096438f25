#include "snapshot/zones_writer.h"

#include <algorithm>
#include <utility>

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

std::size_t round_up(std::size_t value, std::size_t unit) { return (value + unit - 1) / unit * unit; }

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

void ZonesWriter::begin_zone(dns::NameView apex) {
  apex_ = dns::Name(apex);
  places_.clear();
  hides_ = above_.contains(key_of(apex));
  for (dns::NameView name = apex; name.size() > 1;) {
    name = dns::parent(name);
    if (!above_.insert(key_of(name)).second) break;
  }
}

void ZonesWriter::begin_node(dns::NameView name) {
  draft_.clear();
  const std::uint8_t flags{same(name, apex_) ? Node::is_apex : Node::Flag{}};
  append(draft_, NodeHead{static_cast<std::uint8_t>(name.size()), flags, 0, zone()});
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
  enter(place, node.name());
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

// Behind what is there already of the same name: that is of a deeper zone.
void ZonesWriter::enter(std::uint32_t place, dns::NameView name) {
  if (++names_ * 4 >= table_.size() * 3) grow_table();
  const std::uint64_t hash = dns::hash(name);
  std::size_t at = home_of(hash, lines_of(table_)) * entries_a_line;
  while (table_[at].place != 0) at = at + 1 == table_.size() ? 0 : at + 1;
  table_[at] = {static_cast<std::uint32_t>(hash >> 32), place};
}

// In the order of their places, which is that in which they came.
void ZonesWriter::grow_table() {
  std::vector<Entry> entries(lines_for(names_ * 3 / 2) * entries_a_line);
  entries.swap(table_);
  std::ranges::sort(entries, {}, &Entry::place);
  names_ = 1;  // the one that is to be entered
  for (const Entry& entry : entries)
    if (entry.place != 0) enter(entry.place, node_at(entry.place).name());
}

std::uint32_t ZonesWriter::find(dns::NameView name, std::uint32_t zone) const {
  const auto* table = reinterpret_cast<const std::uint8_t*>(table_.data());
  return place_of(block_.data(), table, lines_of(table_), dns::hash(name), name, zone);
}

void ZonesWriter::flag(std::uint32_t place, Node::Flag flag) {
  block_.data()[place * place_unit + 1] |= flag;
}

void ZonesWriter::end_zone() {
  known_parent_ = apex_;
  // Those that are added stand at the end of the list and so have their turn too.
  for (std::size_t i = 0; i < places_.size(); ++i) add_parent(node_at(places_[i]).name());
  if (hides_)
    for (const std::uint32_t place : places_)
      if (is_hidden(node_at(place).name())) flag(place, Node::is_occluded);
  ZoneHead head{find(apex_, zone()), 0};
  const auto soa = node_at(head.apex).find(dns::Type::soa);
  if (soa) head.negative_ttl = std::min(soa->set.ttl, load32(soa->set.first().last(4).data()));
  zones_.push_back(head);
}

void ZonesWriter::add_broken(dns::NameView apex) {
  begin_zone(apex);
  begin_node(apex);
  draft_[1] |= Node::is_broken;
  end_node();
  end_zone();
}

// Names that exist only because something stands below them (RFC 4592 section 2.2.2).
void ZonesWriter::add_parent(dns::NameView name) {
  if (name.size() <= apex_.view().size()) return;
  name = dns::parent(name);
  if (same(name, known_parent_)) return;
  known_parent_ = dns::Name(name);
  if (find(name, zone()) != 0) return;
  begin_node(name);
  end_node();
}

// Whether something above the name, within the zone, hides it: a cut, a DNAME, or
// another zone of ours, of which the name is then.
bool ZonesWriter::is_hidden(dns::NameView name) const {
  while (name.size() > apex_.view().size()) {
    name = dns::parent(name);
    const Node own = node_at(find(name, zone()));
    if (own.is(Node::is_cut) || own.is(Node::has_dname)) return true;
    const Node first = node_at(find(name, any_zone));
    if (first.zone() != zone() && first.is(Node::is_apex)) return true;
  }
  return false;
}

std::shared_ptr<const Zones> ZonesWriter::finish() {
  ZonesHead head;
  head.zones = round_up(used_, cache_line);
  head.count = zone();
  head.table = round_up(head.zones + zones_.size() * sizeof(ZoneHead), cache_line);
  head.lines = lines_of(table_);
  block_.resize(head.table + table_.size() * sizeof(Entry));
  store(block_.data(), head);
  std::memcpy(block_.data() + head.zones, zones_.data(), zones_.size() * sizeof(ZoneHead));
  std::memcpy(block_.data() + head.table, table_.data(), table_.size() * sizeof(Entry));
  return std::make_shared<const Zones>(std::move(block_));
}

}  // namespace rota::snapshot
