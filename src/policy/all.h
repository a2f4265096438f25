// The policies, one per file; policies.def is the table.
#pragma once

#include "policy/policy.h"

namespace rota::policy {

#define POLICY(name, describe) Kind describe();
#include "policy/policies.def"
#undef POLICY

}  // namespace rota::policy
