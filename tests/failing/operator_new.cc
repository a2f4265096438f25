#include "failing/operator_new.h"

#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace rota::test {

namespace {

std::atomic<Orders*> orders{nullptr};

// A process that is forked, such as the one that starts others, is not the one under test.
void forget_orders() { orders = nullptr; }

[[gnu::constructor]] void take_orders() {
  const char* const path = std::getenv("ROTA_FAILING");
  const int file = path != nullptr ? ::open(path, O_RDWR | O_CLOEXEC) : -1;
  if (file < 0) return;
  void* const page = ::mmap(nullptr, sizeof(Orders), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  ::close(file);
  if (page == MAP_FAILED) return;
  ::pthread_atfork(nullptr, nullptr, forget_orders);
  obey(static_cast<Orders*>(page));
}

// Where it was, for whoever looks for a cause: addresses for addr2line, with
// ROTA_FAILING_TRACE set.
void trace() {
  void* frames[40];
  if (std::getenv("ROTA_FAILING_TRACE") == nullptr) return;
  ::backtrace_symbols_fd(frames, ::backtrace(frames, 40), STDERR_FILENO);
}

bool fails() noexcept {
  Orders* const now = orders.load(std::memory_order_relaxed);
  if (now == nullptr || ++now->counted != now->fail_at) return false;
  trace();
  ++now->failed;
  return true;
}

void* take(std::size_t size, std::size_t alignment) noexcept {
  if (fails()) return nullptr;
  if (size == 0) size = 1;
  if (alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__) return std::malloc(size);
  return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}

void* take_or_throw(std::size_t size, std::size_t alignment) {
  void* const out = take(size, alignment);
  if (out == nullptr) throw std::bad_alloc();
  return out;
}

std::size_t of(std::align_val_t alignment) { return static_cast<std::size_t>(alignment); }

}  // namespace

void obey(Orders* from) { orders = from; }

}  // namespace rota::test

using rota::test::of;
using rota::test::take;
using rota::test::take_or_throw;

void* operator new(std::size_t size) { return take_or_throw(size, 1); }
void* operator new[](std::size_t size) { return take_or_throw(size, 1); }
void* operator new(std::size_t size, std::align_val_t to) { return take_or_throw(size, of(to)); }
void* operator new[](std::size_t size, std::align_val_t to) { return take_or_throw(size, of(to)); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return take(size, 1); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return take(size, 1); }
void* operator new(std::size_t size, std::align_val_t to, const std::nothrow_t&) noexcept {
  return take(size, of(to));
}
void* operator new[](std::size_t size, std::align_val_t to, const std::nothrow_t&) noexcept {
  return take(size, of(to));
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t, const std::nothrow_t&) noexcept { std::free(memory); }
