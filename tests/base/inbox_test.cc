#include "base/inbox.h"

#include <catch2/catch.hpp>
#include <thread>

using rota::Inbox;

TEST_CASE("messages come out in the order they were put in") {
  Inbox<int> inbox;
  for (int i = 0; i < 3; ++i) inbox.put(int{i});
  CHECK(inbox.take() == std::vector<int>{0, 1, 2});
}

TEST_CASE("an empty inbox waits no longer than told") {
  Inbox<int> inbox;
  CHECK(inbox.take(std::chrono::steady_clock::now()).empty());
}

TEST_CASE("a closed inbox does not wait, and hands out what is left") {
  Inbox<int> inbox;
  inbox.put(7);
  inbox.close();
  CHECK(inbox.take() == std::vector<int>{7});
  CHECK(inbox.take().empty());
  CHECK(inbox.is_closed());
}

TEST_CASE("nothing is lost between threads") {
  Inbox<int> inbox;
  constexpr int each = 1000;
  std::vector<std::thread> writers;
  for (int w = 0; w < 3; ++w)
    writers.emplace_back([&inbox] {
      for (int i = 0; i < each; ++i) inbox.put(int{i});
    });
  std::size_t taken = 0;
  while (taken < 3 * each) taken += inbox.take().size();
  for (auto& writer : writers) writer.join();
  CHECK(taken == 3 * each);
}
