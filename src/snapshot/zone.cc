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
  std::uint16_t type = 0;
  std::uint16_t count = 0;  // 0: a pool answers, and its place follows
  std::uint32_t ttl = 0;
  std::uint16_t size = 0;   // of each rdata, or 0
  std::uint16_t bytes = 0;  // of what follows
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
  const auto type = static_cast<dns::Type>(head.type);
  out.from_pool = head.count == 0;
  if (out.from_pool) {
    const auto place = load<PoolPlace>(body);
    out.set.type = type;
    out.pool = place.pool;
    out.slot = place.slot;
  } else {
    out.set = dns::compact_set(type, head.ttl, head.count, head.size, body);
  }
  return out;
}

// The length of every rdata; 0 when they differ, or when there is none to copy.
std::uint16_t common_size(const dns::RecordSet& set) {
  const std::size_t size = set.first().size();
  for (const Bytes rdata : set)
    if (rdata.size() != size) return 0;
  return static_cast<std::uint16_t>(size);
}

}  // namespace

std::optional<Answers> Node::find(dns::Type type) const {
  auto sets = load<std::uint16_t>(flags() + 1);
  for (const std::uint8_t* at = flags() + 3; sets > 0; --sets) {
    const auto head = load<SetHead>(at);
    at += sizeof head;
    if (head.type == static_cast<std::uint16_t>(type)) return read_set(head, at);
    at += head.bytes;
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
  negative_ttl_ = std::min(record->set.ttl, load32(record->set.first().last(4).data()));
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

void NodeWriter::count_set() {
  const auto sets = static_cast<std::uint16_t>(load<std::uint16_t>(block_.data() + sets_) + 1);
  std::memcpy(block_.data() + sets_, &sets, sizeof sets);
}

void NodeWriter::add_set(const dns::RecordSet& set) {
  count_set();
  SetHead head{static_cast<std::uint16_t>(set.type), set.count, set.ttl, common_size(set), 0};
  std::size_t size = 0;
  for (const Bytes rdata : set) size += rdata.size() + (head.size == 0 ? 2 : 0);
  head.bytes = static_cast<std::uint16_t>(size);
  append(block_, head);
  for (const Bytes rdata : set) {
    if (head.size == 0) {
      block_.push_back(static_cast<std::uint8_t>(rdata.size() >> 8));
      block_.push_back(static_cast<std::uint8_t>(rdata.size()));
    }
    block_.insert(block_.end(), rdata.begin(), rdata.end());
  }
}

void NodeWriter::add_pool(dns::Type type, std::uint32_t pool, std::uint32_t slot) {
  count_set();
  append(block_, SetHead{static_cast<std::uint16_t>(type), 0, 0, 0, sizeof(PoolPlace)});
  append(block_, PoolPlace{pool, slot});
}

}  // namespace rota::snapshot
