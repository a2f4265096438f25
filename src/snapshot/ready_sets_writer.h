// Adds the ready forms of sets (snapshot/ready_set.h) to zones that nobody reads yet.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "snapshot/ready_set.h"
#include "snapshot/zones.h"

namespace rota::snapshot {

class ReadySetsWriter {
 public:
  // `zones` as ZonesWriter makes them.
  explicit ReadySetsWriter(Zones zones) : zones_(std::move(zones)) {}

  const Zones& zones() const { return zones_; }

  // The form of a set of these zones, of a type that holds names. The head's size is that of
  // the octets.
  void add(const Answers& set, ReadySetHead head, Bytes octets);

  // The writer is done then.
  std::shared_ptr<const Zones> finish();

 private:
  struct Made {
    std::size_t noted_at;  // where in the block it is said
    std::uint32_t unit;    // of forms_, that it begins with
  };

  Zones zones_;
  std::vector<Made> made_;
  std::vector<std::uint8_t> forms_;  // to lie behind the block
};

}  // namespace rota::snapshot
