// Slots: stable small numbers for every (pool, name, type), kept across bakes and
// reloads while it exists, so that a worker's plain array of turns outlives snapshots.
// They are given anew only when no worker can still be using them. Each key has as many
// in a row as its place has turns (snapshot/image.h), and starts in a group of most_turns.
// A call that throws for want of memory has changed nothing: memory is taken first.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "snapshot/image.h"

namespace rota::bake {

class Slots {
 public:
  // The first slot of this key, which is a place's of this type, with so many plans that
  // each have turns of their own; keys asked for since the last retire() are in use.
  TurnId get(const std::string& key, dns::Type place, std::uint32_t plans = 1);

  // All slots ever given are below.
  std::uint32_t count() const { return count_; }

  // Keys not asked for since the last call are gone as of `edition`.
  void retire(std::uint64_t edition);

  // Readers have all reached `edition`: what was retired by then is free.
  void reclaim(std::uint64_t edition);

 private:
  struct Use {
    TurnId slot;
    std::uint32_t size = 0;
    bool used = true;
  };
  struct Retired {
    Use use;
    std::uint64_t edition = 0;
  };

  std::vector<TurnId>& stocked(std::uint32_t size);

  std::unordered_map<std::string, Use> uses_;
  std::vector<Retired> retired_;
  std::map<std::uint32_t, std::vector<TurnId>> free_;  // by size
  std::uint32_t count_ = 0;
};

}  // namespace rota::bake
