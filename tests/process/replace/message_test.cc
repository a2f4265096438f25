#include "process/replace/message.h"

#include <catch2/catch.hpp>

using namespace rota;
using process::take_message;
using process::write_message;

TEST_CASE("messages are taken in their order, whatever is in them and however they come") {
  const std::string binary("a\nb 7\n\0c", 8);
  const std::string sent = write_message("health", binary) + write_message("go");
  std::string arrived;
  std::vector<process::Message> taken;
  for (const char octet : sent) {
    arrived += octet;
    if (auto message = take_message(arrived).value()) taken.push_back(std::move(*message));
  }
  REQUIRE(taken.size() == 2);
  CHECK(taken[0].word == "health");
  CHECK(taken[0].text == binary);
  CHECK(taken[1].word == "go");
  CHECK(taken[1].text.empty());
  CHECK(arrived.empty());
}

TEST_CASE("what is no message is an error") {
  for (const char* bad : {"\n", "word\n", "word x\n", "word 1x\n", " 1\nx", "word -1\n",
                          "word 99999999999999999999\n", "word 1000000000\n"}) {
    std::string arrived = bad;
    CHECK(take_message(arrived).has_error());
  }
  std::string endless(100, 'x');
  CHECK(take_message(endless).has_error());
}
