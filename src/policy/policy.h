// A Policy decides which members of a pool an answer names.
// It is made at bake time over the members fit to serve. It first writes its
// menu - every set it may ever hand out, so that each can be encoded (and one day
// signed) ahead - and by day only points at a line of it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/settings.h"

namespace rota::policy {

using MemberSet = std::vector<std::size_t>;  // indexes of Order::weights, in answer order

// What a pool asks of its policy.
struct Order {
  std::vector<std::uint32_t> weights;  // one per fit member, in the order of the file; none is 0
  std::size_t answers = 0;             // records per reply; 0 = the policy's own default
};

struct Asker {
  Address subject;         // who asks: the resolver
  std::uint64_t dice = 0;  // one random number, rolled by the caller
  std::uint64_t turn = 0;  // how often this thread has answered this (name, type)
};

struct Choice {
  std::size_t line = 0;        // of the menu
  std::uint64_t rotation = 0;  // by how many records the line's order is turned
};

class Policy {
 public:
  virtual ~Policy() = default;

  virtual std::vector<MemberSet> menu() const = 0;

  // Runs on query threads: no locks, no allocation.
  virtual Choice choose(const Asker& asker) const noexcept = 0;
};

using PolicyPtr = std::unique_ptr<const Policy>;

// One row of the list: what rota knows of a policy.
struct Kind {
  PolicyPtr (*make)(const Order& order);  // of an order with at least one member
  bool uses_weights = false;
  bool rotates_all = false;  // names every fit member unless `answers` says otherwise
};

const std::map<std::string_view, Kind>& all_policies();

constexpr std::size_t most_by_default = 16;  // answers of a policy that names every fit member

}  // namespace rota::policy
