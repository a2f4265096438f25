#include "process/drop_watch.h"

#include <catch2/catch.hpp>

#include "support/captured_log.h"

using namespace rota;

TEST_CASE("queries that the kernel dropped are told once, with how many there were in all") {
  boost::asio::io_context loop;
  std::uint64_t dropped = 0;
  process::DropWatch watch(loop, [&] { return dropped; });
  std::string log;
  {
    const test::CapturedLog captured;
    watch.look();
    dropped = 7;
    watch.look();
    watch.look();
    dropped = 12;
    watch.look();
    log = captured.text();
  }
  CHECK(std::count(log.begin(), log.end(), '\n') == 2);
  CHECK(log.find("dropped 7 queries that came faster than they were answered: 7 since") != std::string::npos);
  CHECK(log.find("dropped 5 queries that came faster than they were answered: 12 since") !=
        std::string::npos);
}
