// An operator new that can be told to fail, for the programs that link it. In rotad_failing,
// which scenario 631 runs, the orders lie in the file that ROTA_FAILING names: the test
// reads and writes them while it runs.
//
// What C libraries take with malloc is not counted. Query threads are: they are to
// allocate nothing, and one that did would end the process here.
#pragma once

#include <atomic>
#include <cstdint>

namespace rota::test {

struct Orders {
  std::atomic<std::uint64_t> fail_at;  // the allocation that fails, counted from 1; 0: none does
  std::atomic<std::uint64_t> counted;
  std::atomic<std::uint64_t> failed;
};

void obey(Orders* from);  // nullptr: nothing fails

// The n-th allocation fails, of any thread, as long as this lives.
class FailingAt {
 public:
  explicit FailingAt(std::uint64_t n) : orders_{n, 0, 0} { obey(&orders_); }
  ~FailingAt() { obey(nullptr); }
  FailingAt(const FailingAt&) = delete;
  FailingAt& operator=(const FailingAt&) = delete;

  bool has_failed() const { return orders_.failed > 0; }

 private:
  Orders orders_;
};

}  // namespace rota::test
