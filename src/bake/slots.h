// Slots: a stable small number for every (pool, name, type), kept across bakes
// and reloads while it exists, so that a worker's plain array of turns outlives
// snapshots. A number is given anew only when no worker can still be using it.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace rota::bake {

class Slots {
 public:
  // The slot of this key; keys asked for since the last retire() are in use.
  std::uint32_t get(const std::string& key);

  // One more than the largest slot ever given.
  std::uint32_t count() const { return count_; }

  // Keys not asked for since the last call are gone as of `edition`.
  void retire(std::uint64_t edition);

  // Readers have all reached `edition`: what was retired by then is free.
  void reclaim(std::uint64_t edition);

 private:
  struct Use {
    std::uint32_t slot = 0;
    bool used = true;
  };
  struct Retired {
    std::uint32_t slot = 0;
    std::uint64_t edition = 0;
  };

  std::unordered_map<std::string, Use> uses_;
  std::vector<Retired> retired_;
  std::vector<std::uint32_t> free_;
  std::uint32_t count_ = 0;
};

}  // namespace rota::bake
