#include "zonefile/generate.h"

#include <catch2/catch.hpp>

using namespace rota::zonefile;

namespace {

std::string generated(std::string_view text, std::uint32_t number) {
  std::string out;
  return append_generated(text, number, out) ? out : "refused";
}

}  // namespace

TEST_CASE("a dollar sign stands for the number, unless escaped or doubled") {
  CHECK(generated("a$.b$", 7) == "a7.b7");
  CHECK(generated("a\\$$", 7) == "a\\$7");
  CHECK(generated("$$x", 7) == "\\$x");
  CHECK(generated("x\\", 7) == "x\\");
}

TEST_CASE("modifiers are offset, width and base, as in BIND") {
  CHECK(generated("${5}", 7) == "12");
  CHECK(generated("${-7}", 7) == "0");
  CHECK(generated("${+5}", 7) == "12");
  CHECK(generated("${+5,3,x}", 7) == "00c");
  CHECK(generated("${0,3}", 7) == "007");
  CHECK(generated("${0,3,d}", 1234) == "1234");
  CHECK(generated("${0,0,o}", 8) == "10");
  CHECK(generated("${0,4,x}", 255) == "00ff");
  CHECK(generated("${0,4,X}", 255) == "00FF");
  CHECK(generated("${0,8,n}", 0x12ab) == "b.a.2.1.");
  CHECK(generated("${0,7,n}", 0x12ab) == "b.a.2.1");
  CHECK(generated("${0,7,N}", 0xab) == "B.A.0.0");
  CHECK(generated("${0,0,n}", 0x12) == "2.1");
}

TEST_CASE("malformed templates are refused") {
  for (const char* text : {"${", "${}", "${x}", "${1", "${1,}", "${1,2,}", "${1,2,y}", "${1,2,dd}",
                           "${1,256}", "${-8}", "${+}", "${+-1}", "${++1}", "${1,2,d,}", "${99999999999}"}) {
    INFO(text);
    CHECK(generated(text, 7) == "refused");
  }
}

TEST_CASE("a range has two ends and may have a step") {
  CHECK(parse_generate_range("1-5")->count() == 5);
  CHECK(parse_generate_range("1-6/2")->count() == 3);
  CHECK(parse_generate_range("0-0")->count() == 1);
  for (const char* text : {"", "1", "1-", "-1", "2-1", "1-2/0", "1-2/", "1-2/x", "a-b", "1-2147483648"}) {
    INFO(text);
    CHECK_FALSE(parse_generate_range(text));
  }
}
