#include "zonefile/text/idn.h"

#include <catch2/catch.hpp>

using rota::zonefile::is_ascii;
using rota::zonefile::to_a_labels;

namespace {

std::string converted(std::string_view name) {
  const auto out = to_a_labels(name);
  return out ? *out : "error: " + out.error().text;
}

}  // namespace

TEST_CASE("a name in UTF-8 becomes A-labels, and its labels in ASCII stay as written") {
  CHECK(converted("bücher.example") == "xn--bcher-kva.example");
  CHECK(converted("_Sip._tcp.BÜCHER.Example.") == "_Sip._tcp.xn--bcher-kva.Example.");
  CHECK(converted("*.straße.example") == "*.xn--strae-oqa.example");  // not "strasse"
  CHECK(converted("a\\.b\\\\.bücher") == "a\\.b\\\\.xn--bcher-kva");
  CHECK(converted("例え.テスト") == "xn--r8jz45g.xn--zckzah");
  CHECK(converted("u\xCC\x88"
                  "ber") == "xn--ber-goa");  // "u" and a combining diaeresis
  CHECK(converted("_bücher") == "xn--_bcher-4ya");
  for (const char* name : {"", ".", "@", "www", "*.a.", "a..b", "x\\", "\\195\\188.example"})
    CHECK(converted(name) == name);
}

TEST_CASE("what is no UTF-8 or has no A-label is refused with the reason") {
  CHECK(converted("b\xFC"
                  "cher.example") ==
        "error: 'b\xFC"
        "cher.example' has no A-label form: string encoding error");
  CHECK(converted("＠.example") ==
        "error: '＠.example' has no A-label form: it holds a character that no host name has");
  CHECK(converted("bü\\046cher.example").starts_with("error: "));
  std::string longest;
  for (int i = 0; i < 70; ++i) longest += "ü";
  CHECK(converted(longest).starts_with("error: "));
}

TEST_CASE("what is ASCII is told apart") {
  CHECK(is_ascii(""));
  CHECK(is_ascii("a\x7F"));
  CHECK_FALSE(is_ascii("a\x80"));
}
