// What a fuzzer ends with when a promise is broken.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace rota::test {

inline void require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

}  // namespace rota::test
