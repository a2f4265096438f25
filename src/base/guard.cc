#include "base/guard.h"

#include <atomic>
#include <exception>
#include <new>
#include <string>

#include "base/log.h"

namespace rota {

namespace {

std::atomic<std::uint64_t> failure_count{0};

// Short texts need no memory, which may have run out.
Error why() {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return {"out of memory"};
  } catch (const std::exception& error) {
    return {error.what()};
  } catch (...) {
    return {"unknown"};
  }
}

}  // namespace

std::uint64_t failures() { return failure_count; }

Error note_failure(std::string_view what) noexcept {
  ++failure_count;
  try {
    Error out = why();
    log_error("task_failed", std::string(what) + " failed: " + out.text,
              {{"task", what}, {"reason", out.text}});
    return out;
  } catch (...) {
    return {"out of memory"};
  }
}

}  // namespace rota
