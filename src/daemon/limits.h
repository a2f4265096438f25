// Whether the limits of this process (getrlimit(2)) are enough to start, asked before memory
// and descriptors are taken: running out of them later would end the process in the middle.
#pragma once

#include <cstddef>
#include <span>

#include "base/result.h"
#include "serve/listener.h"

namespace rota::daemon {

// For so many workers that listen on all of these points each. The error names the limit, what
// it is and what is needed.
Result<void> check_limits(std::size_t workers, std::span<const serve::ListenPoint> points);

}  // namespace rota::daemon
