#include "base/printable.h"

#include <catch2/catch.hpp>

#include "base/json.h"

using rota::printable;

TEST_CASE("plain text and well-formed UTF-8 stay as they are") {
  const std::string text =
      GENERATE("", "status 503", "grün \xe2\x82\xac \xf0\x9f\x90\x8c \\x1b", "\xed\x9f\xbf\xf4\x8f\xbf\xbf");
  CHECK(printable(text) == text);
}

TEST_CASE("control characters are written as their octets, those beyond ASCII too") {
  CHECK(printable("a\nb\x1b[31m\x7f" + std::string(1, '\0')) == "a\\x0ab\\x1b[31m\\x7f\\x00");
  CHECK(printable("\xc2\x9b[0m \xc2\xa0") == "\\xc2\\x9b[0m \xc2\xa0");
}

TEST_CASE("octets that are no UTF-8 are written as such: overlong, surrogate, too large, cut off, stray") {
  CHECK(printable("\xc0\xaf") == "\\xc0\\xaf");
  CHECK(printable("\xe0\x80\x80") == "\\xe0\\x80\\x80");
  CHECK(printable("\xf0\x8f\xbf\xbf") == "\\xf0\\x8f\\xbf\\xbf");
  CHECK(printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");
  CHECK(printable("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
  CHECK(printable("\xe2\x82") == "\\xe2\\x82");
  CHECK(printable("a\x80z") == "a\\x80z");
}

TEST_CASE("a text that is too long is cut between two characters") {
  CHECK(printable("12345", 5) == "12345");
  CHECK(printable("123456", 5) == "12345...");
  CHECK(printable("1234\xe2\x82\xac", 5) == "1234...");
  CHECK(printable("1234\n", 5) == "1234...");
}

TEST_CASE("whatever octets come in, JSON carries what comes out") {
  for (int first = 0; first < 256; ++first)
    for (int second = 0; second < 256; ++second) {
      const std::string octets{static_cast<char>(first), static_cast<char>(second), 'z'};
      const std::string text = printable(octets);
      const auto read = rota::parse_json(boost::json::serialize(boost::json::string(text)));
      REQUIRE((read.has_value() && read->get_string() == text));
    }
}
