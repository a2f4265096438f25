#include "base/guard.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>
#include <new>
#include <stdexcept>
#include <string>

#include "support/captured_log.h"

using namespace rota;

TEST_CASE("work that throws is logged and counted, and its reason returned") {
  const std::uint64_t before = failures();
  const test::CapturedLog log;
  const auto error = guarded("a reload", [] { throw std::runtime_error("the reason"); });
  REQUIRE(error);
  CHECK(error->text == "the reason");
  CHECK(log.text() == "error: a reload failed: the reason\n");
  CHECK(failures() == before + 1);
}

TEST_CASE("work for which there is no memory says so") {
  const test::CapturedLog log;
  const auto error = guarded("a reload", [] { throw std::bad_alloc(); });
  REQUIRE(error);
  CHECK(error->text == "out of memory");
  CHECK(guarded("a reload", [] { throw 1; }));
  CHECK_FALSE(guarded("a reload", [] {}));
}

TEST_CASE("a loop goes on after a handler that throws, and resumes what that may have cut short") {
  const test::CapturedLog log;
  boost::asio::io_context loop;
  std::string story;
  boost::asio::post(loop, [] { throw std::bad_alloc(); });
  boost::asio::post(loop, [&] { story += "next"; });
  int tries = 0;
  run_guarded("a task", loop, [&] {
    story += "resume ";
    if (++tries < 3) throw std::bad_alloc();
  });
  CHECK(story == "resume resume resume next");
}

TEST_CASE("a loop that was stopped by a handler that throws has ended") {
  const test::CapturedLog log;
  boost::asio::io_context loop;
  boost::asio::post(loop, [&] {
    loop.stop();
    throw std::bad_alloc();
  });
  bool resumed = false;
  run_guarded("a task", loop, [&] { resumed = true; });
  CHECK_FALSE(resumed);
}
