// A key that is made once and kept in the state directory, so that what was made with
// it stays good over a restart, and handed on when the process is replaced.
#pragma once

#include <string>

#include "base/siphash.h"
#include "base/state_file.h"

namespace rota {

class KeptKey {
 public:
  // `what` it is for the log: "the secret of cookies".
  KeptKey(const StateDirectory& state, std::string name, std::string what);

  const SipKey& key() const { return key_; }

 private:
  StateFile file_;
  SipKey key_;
};

}  // namespace rota
