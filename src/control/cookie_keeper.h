// The secret of cookies where the operator gives none: made once, kept in the state
// directory, so that cookies stay good over a restart, and handed on when the process
// is replaced.
#pragma once

#include "base/state_file.h"
#include "dns/cookie.h"

namespace rota::control {

class CookieKeeper {
 public:
  explicit CookieKeeper(const StateDirectory& state);

  const dns::CookieSecret& secret() const { return secret_; }

 private:
  StateFile file_;
  dns::CookieSecret secret_;
};

}  // namespace rota::control
