// What was found in the operator's files, to the log: each at its level.
#pragma once

#include "base/mistakes.h"

namespace rota {

void log_all(const Mistakes& mistakes);

}  // namespace rota
