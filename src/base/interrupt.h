// Whether loading is to end: set once, when the process ends or a start is given up,
// and then what is being read is no longer wanted by anybody.
#pragma once

#include <atomic>

namespace rota {

inline std::atomic<bool> loads_are_interrupted{false};

}  // namespace rota
