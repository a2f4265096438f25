#include "snapshot/zone.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace rota::snapshot {

namespace {

// The head of a set within a node, as it lies in the block (native order: the
// block never leaves the machine).
struct SetHead {
  std::uint32_t size = 0;  // of what follows
  std::uint16_t type = 0;
  std::uint16_t count = 0;
  std::uint16_t record_size = 0;
  std::uint16_t from_pool = 0;
};

struct PoolPlace {
  std::uint32_t pool = 0;
  std::uint32_t slot = 0;
};

template <class T>
T load(const std::uint8_t* at) {
  T out;
  std::memcpy(&out, at, sizeof out);
  return out;
}

template <class T>
void append(std::vector<std::uint8_t>& block, const T& value) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(&value);
  block.insert(block.end(), bytes, bytes + sizeof value);
}

Answers read_set(const SetHead& head, const std::uint8_t* body) {
  Answers out;
  out.set.type = static_cast<dns::Type>(head.type);
  out.from_pool = head.from_pool != 0;
  if (out.from_pool) {
    const auto place = load<PoolPlace>(body);
    out.pool = place.pool;
    out.slot = place.slot;
  } else {
    out.set.count = head.count;
    out.set.record_size = head.record_size;
    out.set.bytes = {body, head.size};
  }
  return out;
}

}  // namespace

std::optional<Answers> Node::find(dns::Type type) const {
  auto sets = load<std::uint16_t>(flags() + 1);
  for (const std::uint8_t* at = flags() + 3; sets > 0; --sets) {
    const auto head = load<SetHead>(at);
    at += sizeof head;
    if (head.type == static_cast<std::uint16_t>(type)) return read_set(head, at);
    at += head.size;
  }
  return {};
}

std::optional<Answers> Node::first() const {
  if (load<std::uint16_t>(flags() + 1) == 0) return {};
  const std::uint8_t* at = flags() + 3;
  return read_set(load<SetHead>(at), at + sizeof(SetHead));
}

Zone::Zone(dns::Name apex, std::vector<std::uint8_t> block, std::vector<Entry> table)
    : apex_(std::move(apex)), block_(std::move(block)), table_(std::move(table)) {
  const auto record = soa();
  if (!record) return;
  const Bytes bytes = dns::first_record(record->set.bytes).bytes;
  negative_ttl_ = std::min(load32(bytes.data() + 6), load32(bytes.data() + bytes.size() - 4));
}

std::optional<Answers> Zone::soa() const {
  const auto node = node_at(apex_);
  return node ? node->find(dns::Type::soa) : std::nullopt;
}

std::optional<Node> Zone::node_at(dns::NameView name) const {
  const std::uint64_t hash = dns::hash(name);
  const std::size_t mask = table_.size() - 1;
  const auto tag = static_cast<std::uint32_t>(hash >> 32);
  for (std::size_t at = hash & mask; table_[at].place != 0; at = (at + 1) & mask) {
    if (table_[at].tag != tag) continue;
    const Node node(block_.data() + table_[at].place - 1);
    if (std::ranges::equal(node.name(), name)) return node;
  }
  return {};
}

Found Zone::find(dns::NameView name) const {
  const auto node = node_at(name);
  if (!node || node->is(Node::is_occluded)) return find_above(name);
  return {node->is(Node::is_cut) ? Place::cut : Place::hit, node};
}

// The name is not there: its closest encloser says what that means. Occluded
// names are no enclosers; the walk goes on to the cut or DNAME that hides them.
Found Zone::find_above(dns::NameView name) const {
  while (name.size() > apex_.view().size()) {
    name = dns::parent(name);
    const auto node = node_at(name);
    if (!node || node->is(Node::is_occluded)) continue;
    if (node->is(Node::is_cut)) return {Place::cut, node};
    if (node->is(Node::has_dname)) return {Place::dname, node};
    std::array<std::uint8_t, dns::max_name + 2> star{1, '*'};  // RFC 4592 section 3.3.1
    std::ranges::copy(name, star.begin() + 2);
    const auto wildcard = node_at({star.data(), name.size() + 2});
    return wildcard ? Found{Place::wildcard, wildcard} : Found{};
  }
  return {};
}

NodeWriter::NodeWriter(std::vector<std::uint8_t>& block, dns::NameView name, std::uint8_t flags)
    : block_(block) {
  block_.push_back(static_cast<std::uint8_t>(name.size()));
  block_.insert(block_.end(), name.begin(), name.end());
  block_.push_back(flags);
  sets_ = block_.size();
  append(block_, std::uint16_t{0});
}

void NodeWriter::add_head(dns::Type type, std::uint16_t count, std::uint16_t record_size, std::uint32_t size,
                          bool from_pool) {
  const auto sets = static_cast<std::uint16_t>(load<std::uint16_t>(block_.data() + sets_) + 1);
  std::memcpy(block_.data() + sets_, &sets, sizeof sets);
  append(block_, SetHead{size, static_cast<std::uint16_t>(type), count, record_size,
                         from_pool ? std::uint16_t{1} : std::uint16_t{0}});
}

void NodeWriter::add_set(const dns::RecordSet& set) {
  add_head(set.type, set.count, set.record_size, static_cast<std::uint32_t>(set.bytes.size()), false);
  block_.insert(block_.end(), set.bytes.begin(), set.bytes.end());
}

void NodeWriter::add_pool(dns::Type type, std::uint32_t pool, std::uint32_t slot) {
  add_head(type, 0, 0, sizeof(PoolPlace), true);
  append(block_, PoolPlace{pool, slot});
}

}  // namespace rota::snapshot
