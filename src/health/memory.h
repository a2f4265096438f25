// What was known of each target, kept on disk across restarts: the text file
// `health` in the state directory. A first line names the version, then one line
// a target: "up 1700000000 0123456789abcdef", its identity: nothing of the configuration
// is in it. It is only a help: a file that is missing, garbled or old costs one round of
// probes, never a start.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/kept_key.h"
#include "base/result.h"
#include "base/state_file.h"
#include "config/config.h"
#include "health/identity.h"

namespace rota::health {

struct SavedState {
  Identity identity{};
  bool fit = true;
  std::int64_t heard = 0;  // wall clock, in seconds, of the last result
};

struct SavedStates {
  std::vector<SavedState> states;
  std::size_t bad_lines = 0;
};

std::string write_states(const std::vector<SavedState>& states);

// Fails when the first line is not this version's; lines that cannot be read are
// counted and skipped, and so is a last line that was cut off.
Result<SavedStates> read_states(std::string_view text);

class Memory {
 public:
  // Reads what was saved; a directory of "" keeps nothing.
  explicit Memory(const StateDirectory& directory);

  // By which it remembers the targets of this list; of one key over restarts.
  IdVector<TargetId, Identity> identities_of(const TargetList& list,
                                             const IdVector<CheckId, config::CheckConfig>& checks) const;

  // Fit or not, when a state younger than five minutes was saved.
  std::optional<bool> recall(Identity identity, std::chrono::system_clock::time_point wall) const;

  // What to assume of a target when it is watched anew; nothing: its first result says.
  std::optional<bool> assumed(Identity identity, config::Start start,
                              std::chrono::system_clock::time_point wall) const;

  void forget(Identity identity) { states_.erase(identity); }  // the living know better from now on

  void save(const std::vector<SavedState>& states);  // returns at once
  void flush() { file_.flush(); }                    // returns when they are on the disk

 private:
  const bool was_handed_over_;  // the process before this one has just said so: then nothing else is assumed
  StateFile file_;
  KeptKey key_;
  std::unordered_map<Identity, SavedState> states_;
};

}  // namespace rota::health
