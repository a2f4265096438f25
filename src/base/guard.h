// The guard: under it stands the work of every thread that is not a query thread. What
// throws there - memory has run out, most often - costs that one piece of work: it is
// logged and counted, and the thread goes on with what was before.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include "base/result.h"

namespace rota {

std::uint64_t failures();  // pieces of work that failed so far; any thread

// In a catch block: counts what was caught, logs "WHAT failed: why", and says why.
Error note_failure(std::string_view what) noexcept;

// Nothing when the work was done, else why not.
template <class Work>
std::optional<Error> guarded(std::string_view what, Work&& work) noexcept {
  try {
    std::forward<Work>(work)();
    return {};
  } catch (...) {
    return note_failure(what);
  }
}

// For what has no way back, since others have gone on with it: done again until it goes
// through. Whatever it does must be fit to be done twice.
template <class Work>
void persist(std::string_view what, Work&& work) noexcept {
  constexpr std::chrono::milliseconds pause{10};
  while (guarded(what, work)) std::this_thread::sleep_for(pause);
}

// Runs a loop of Boost.Asio until it is stopped. When a handler throws, all others still
// come. `resume` is then called until it goes through: it asks anew for what the handler
// may not have come to, such as the next look of a timer.
template <class Loop, class Resume>
void run_guarded(std::string_view what, Loop& loop, Resume resume) noexcept {
  constexpr std::chrono::milliseconds pause{10};
  while (guarded(what, [&] { loop.run(); }))
    while (!loop.stopped() && guarded(what, resume)) std::this_thread::sleep_for(pause);
}

}  // namespace rota
