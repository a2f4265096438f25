// What a failed system call on a probe's socket means: the target's failure, or
// our own trouble, which must never take a member down.
#pragma once

#include "base/address.h"
#include "health/check.h"

namespace rota::probe {

health::Outcome network_error(int error, const Address& target);  // an errno

}  // namespace rota::probe
