// One zone as query threads read it: a flat piece of memory without pointers and
// a table from lower-cased names to places in it. Sets are compact
// (dns/record_set.h). Written once by the bake, never changed after.
//
// A node: name size, name, flags, number of sets; then the sets, each a head and
// its records, or the pool that answers for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dns/name.h"
#include "dns/record_set.h"

namespace rota::snapshot {

// What answers for one type at one name.
struct Answers {
  dns::RecordSet set;      // of a static set; `set.type` always holds
  bool from_pool = false;  // then the two below
  std::uint32_t pool = 0;  // index of Snapshot::pools
  std::uint32_t slot = 0;  // of this (pool, name, type), for turns
};

class Node {
 public:
  enum Flag : std::uint8_t {
    is_cut = 1,       // delegated away: owns NS and is not the apex
    has_dname = 2,    // names below are redirected
    is_occluded = 4,  // below a cut or a DNAME: never answered, but may be glue
  };

  explicit Node(const std::uint8_t* at) : at_(at) {}

  dns::NameView name() const { return {at_ + 1, at_[0]}; }
  bool is(Flag flag) const { return (flags()[0] & flag) != 0; }
  std::optional<Answers> find(dns::Type type) const;
  std::optional<Answers> first() const;  // any one set (RFC 8482)

 private:
  const std::uint8_t* flags() const { return at_ + 1 + at_[0]; }

  const std::uint8_t* at_;
};

// What a name is in a zone (RFC 1034 section 4.3.2).
enum class Place : std::uint8_t { hit, wildcard, cut, dname, nothing };

struct Found {
  Place place = Place::nothing;
  std::optional<Node> node;  // the name itself, the wildcard, the cut or the DNAME's owner
};

class Zone {
 public:
  // The apex must be among the nodes unless the zone is broken. `table` has a
  // power of two of entries, at least one of them empty.
  struct Entry {
    std::uint32_t tag = 0;    // upper half of the name's hash
    std::uint32_t place = 0;  // offset of the node + 1; 0 = empty
  };
  Zone(dns::Name apex, std::vector<std::uint8_t> block, std::vector<Entry> table);

  // A zone whose files have mistakes: known to be ours, answered SERVFAIL.
  explicit Zone(dns::Name apex) : apex_(std::move(apex)) {}

  dns::NameView apex() const { return apex_; }
  bool is_broken() const { return table_.empty(); }

  // `name` is lower-cased and at or below the apex.
  Found find(dns::NameView name) const;
  std::optional<Node> node_at(dns::NameView name) const;  // occluded ones too: for glue

  std::optional<Answers> soa() const;
  std::uint32_t negative_ttl() const { return negative_ttl_; }  // RFC 2308 section 5

 private:
  Found find_above(dns::NameView name) const;

  dns::Name apex_;
  std::vector<std::uint8_t> block_;
  std::vector<Entry> table_;
  std::uint32_t negative_ttl_ = 0;
};

// How the bake writes a node into a block; reading it back is Node's work.
class NodeWriter {
 public:
  NodeWriter(std::vector<std::uint8_t>& block, dns::NameView name, std::uint8_t flags);
  void add_set(const dns::RecordSet& set);
  void add_pool(dns::Type type, std::uint32_t pool, std::uint32_t slot);

 private:
  void count_set();

  std::vector<std::uint8_t>& block_;
  std::size_t sets_;  // where the number of sets stands
};

}  // namespace rota::snapshot
