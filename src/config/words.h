// Tables whose common keys are known here, while the rest belongs to the policy or check
// that is named in them.
#pragma once

#include "base/row.h"
#include "base/value.h"

namespace rota::config {

// The entries of `table` that have no row in `common`.
Table without(const Table& table, const Group& common);

}  // namespace rota::config
