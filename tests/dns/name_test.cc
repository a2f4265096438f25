// Names: text to wire and back, their limits, and the one equality they know.
#include "dns/name.h"

#include <catch2/catch.hpp>
#include <set>

#include "support/packet.h"

using namespace rota;
using namespace rota::dns;

namespace {

test::Octets octets_of(NameView name) { return {name.begin(), name.end()}; }
Name name(std::string_view text) { return parse_name(text).value(); }
std::string repeated(std::size_t times, std::string_view what) {
  std::string out;
  for (; times > 0; --times) out += what;
  return out;
}

}  // namespace

TEST_CASE("a name is written as length bytes and labels, with or without the last dot") {
  CHECK(octets_of(name("www.Example.")) == test::wire("www.Example"));
  CHECK(octets_of(name("www.Example")) == test::wire("www.Example"));
  CHECK(octets_of(name(".")) == test::Octets{0});
}

TEST_CASE("relative names end in the origin, absolute ones do not") {
  const Name origin = name("lb.example.");
  CHECK(parse_name("www", origin).value().text() == "www.lb.example.");
  CHECK(parse_name("www.", origin).value().text() == "www.");
  CHECK(parse_name("@", origin).value() == origin);
  CHECK(parse_name(".", origin).value().text() == ".");
  CHECK(parse_name("\\@", origin).value().text() == "\\@.lb.example.");
  CHECK(parse_name("@").has_error());
}

TEST_CASE("escapes stand for one octet, also for a dot that ends no label") {
  CHECK(octets_of(name("a\\.b.c")) == test::Octets{3, 'a', '.', 'b', 1, 'c', 0});
  CHECK(octets_of(name("\\000\\255\\046")) == test::Octets{3, 0, 255, '.', 0});
  CHECK(octets_of(name("\\\\")) == test::Octets{1, '\\', 0});
  CHECK(octets_of(name("x\\.")) == test::Octets{2, 'x', '.', 0});
}

TEST_CASE("every octet survives being printed and read again") {
  for (unsigned c = 0; c < 256; ++c) {
    const test::Octets wire{3, 'a', static_cast<std::uint8_t>(c), 'z', 0};
    CAPTURE(text(wire));
    CHECK(octets_of(name(text(wire))) == wire);
  }
}

TEST_CASE("a plain name is read in one step to what parse_name makes of it, the rest is left to that") {
  std::array<std::uint8_t, max_name> out;
  const auto origin = name("origin.example");
  std::vector<std::string> plain{"www", "www.", "a.b.c", "A-b_c.d.", "*", "*.x", "1.2.3.4", "\"q\"", "x@y"};
  for (const std::size_t size : {std::size_t{62}, std::size_t{63}}) plain.push_back(std::string(size, 'x'));
  plain.push_back(repeated(126, "x."));
  plain.push_back(repeated(118, "x.") + "x");
  for (const std::string& text : plain) {
    CAPTURE(text);
    const std::size_t size = read_plain_name(text, origin, out);
    REQUIRE(size > 0);
    CHECK(octets_of(NameView(out).first(size)) == octets_of(parse_name(text, origin).value()));
  }
  for (const std::string& text :
       {std::string(), std::string("@"), std::string("."), std::string(".a"), std::string("a..b"),
        std::string("a\\.b"), std::string("\\065"), std::string(64, 'x'), std::string(64, 'x') + ".y",
        repeated(119, "x.") + "x", repeated(127, "x."), repeated(200, "x.")}) {
    CAPTURE(text);
    CHECK(read_plain_name(text, origin, out) == 0);
  }
}

TEST_CASE("broken names are refused with a sentence that shows them") {
  for (const char* bad : {"", "..", ".a", "a..b", "a..", "\\", "a\\", "\\25", "\\256", "\\1x2", "\\999"}) {
    CAPTURE(bad);
    const auto parsed = parse_name(bad);
    REQUIRE(parsed.has_error());
    CHECK(parsed.error().text.find("'" + std::string(bad) + "'") == 0);
  }
}

TEST_CASE("a label has at most 63 octets, a name 255 with its root") {
  CHECK(parse_name(std::string(63, 'x')).has_value());
  CHECK(parse_name(std::string(64, 'x')).has_error());
  const std::string three = repeated(3, std::string(63, 'x') + ".");  // 192 octets
  CHECK(name(three + std::string(61, 'x')).view().size() == 255);
  CHECK(parse_name(three + std::string(62, 'x')).has_error());
  CHECK(name(repeated(127, "x.")).view().size() == 255);
  CHECK(parse_name(repeated(128, "x.")).has_error());
  CHECK(parse_name(std::string(61, 'x'), name(three)).has_value());
  CHECK(parse_name(std::string(62, 'x'), name(three)).has_error());
}

TEST_CASE("the size of a wire name is known only when it is whole and valid") {
  const test::Octets whole = test::wire("www.example");
  for (std::size_t size = 0; size < whole.size(); ++size) CHECK(name_size(Bytes(whole).first(size)) == 0);
  test::Octets more = whole;
  more.insert(more.end(), {1, 'x', 0});
  CHECK(name_size(more) == whole.size());
  CHECK(name_size(test::long_name(255)) == 255);
  CHECK(name_size(test::long_name(256)) == 0);
  CHECK(name_size(test::long_name(255, 1)) == 255);
  for (const unsigned head : {64U, 0x80U, 0xC0U, 0xFFU})
    CHECK(name_size(test::Octets(300, static_cast<std::uint8_t>(head))) == 0);
}

TEST_CASE("equality and hash fold A-Z and nothing else") {
  CHECK(name("WWW.Example") == name("www.eXAMPLE"));
  CHECK_FALSE(name("www.example") == name("ww.wexample"));
  CHECK(hash(name("WWW.Example")) == hash(name("www.example")));
  for (unsigned a = 0; a < 256; ++a) {
    const test::Octets upper{1, static_cast<std::uint8_t>(a), 0};
    const test::Octets lower{1, static_cast<std::uint8_t>(a ^ 0x20), 0};
    const bool is_letter = (a >= 'A' && a <= 'Z') || (a >= 'a' && a <= 'z');
    CHECK(equal(upper, lower) == is_letter);
  }
}

TEST_CASE("hashes of many names differ, also of those that differ in one octet or in length") {
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 20000; ++i) seen.insert(hash(name("host" + std::to_string(i) + ".example.")));
  for (std::size_t size = 1; size <= 63; ++size) seen.insert(hash(name(std::string(size, '\x01'))));
  CHECK(seen.size() == 20063);
}

TEST_CASE("eight octets are lower-cased as each would be alone") {
  for (unsigned c = 0; c < 256; ++c)
    for (unsigned at = 0; at < 8; ++at) {
      const auto octet = static_cast<std::uint8_t>(c);
      test::Octets octets{0, 'A', 'Z', 0xFF, '@', '[', 0x80, 'm'};
      octets[at] = octet;
      test::Octets expected = octets;
      for (std::uint8_t& one : expected) one = lower(one);
      test::Octets out(8);
      lower_into(octets, out.data());
      CHECK(out == expected);
    }
}

TEST_CASE("a hash reads no octet beyond its name, and folds the same number however the name lies") {
  for (std::size_t size = 1; size <= 40; ++size) {
    // On the heap in its exact size: a sanitizer sees a step too far.
    test::Octets exact(size);
    for (std::size_t i = 0; i < size; ++i) exact[i] = static_cast<std::uint8_t>(i * 37 + 1);
    test::Octets within(size + 16, 0xEE);
    std::copy(exact.begin(), exact.end(), within.begin() + 3);
    CHECK(hash(exact) == hash(NameView(within).subspan(3, size)));
  }
}

TEST_CASE("a lower-cased name is the same as itself in any case, and as nothing else") {
  for (std::size_t size = 1; size <= 40; ++size) {
    test::Octets lower(size), upper(size);
    for (std::size_t i = 0; i < size; ++i) {
      lower[i] = static_cast<std::uint8_t>('a' + i % 26);
      upper[i] = static_cast<std::uint8_t>(i % 3 == 0 ? 'A' + i % 26 : lower[i]);
    }
    CHECK(same(lower, lower));
    CHECK(same(lower, upper));
    CHECK(hash(lower) == hash(upper));
    CHECK_FALSE(same(lower, test::Octets(size + 1)));
    for (std::size_t at = 0; at < size; ++at)
      for (const unsigned bit : {1U, 0x40U, 0x80U}) {
        test::Octets other = upper;
        other[at] = static_cast<std::uint8_t>(other[at] ^ bit);
        CHECK_FALSE(same(lower, other));
      }
  }
  // Hash alike, and are not: only letters have a case.
  CHECK(hash(test::Octets{1, '@', 0}) == hash(test::Octets{1, '`', 0}));
  CHECK_FALSE(same(test::Octets{1, '`', 0}, test::Octets{1, '@', 0}));
}

TEST_CASE("below means whole labels") {
  CHECK(is_below_or_at(name("a.b.example"), name("B.example")));
  CHECK(is_below_or_at(name("b.example"), name("b.example")));
  CHECK(is_below_or_at(name("b.example"), name(".")));
  CHECK(is_below_or_at(name("."), name(".")));
  CHECK_FALSE(is_below_or_at(name("ab.example"), name("b.example")));
  CHECK_FALSE(is_below_or_at(name("example"), name("b.example")));
  CHECK_FALSE(is_below_or_at(name("."), name("example")));
  // "\001b" as text is an octet that looks like a length byte.
  CHECK_FALSE(is_below_or_at(name("a\\001b.example"), name("b.example")));
}

TEST_CASE("labels are counted without the root, a parent has one less") {
  CHECK(label_count(name(".")) == 0);
  CHECK(label_count(name("a.b.c")) == 3);
  CHECK(text(parent(name("a.b.c"))) == "b.c.");
  CHECK(text(parent(name("c"))) == ".");
}

TEST_CASE("a wildcard is a whole first label of one asterisk") {
  CHECK(is_wildcard(name("*")));
  CHECK(is_wildcard(name("*.example")));
  CHECK_FALSE(is_wildcard(name("**.example")));
  CHECK_FALSE(is_wildcard(name("x.*.example")));
  CHECK_FALSE(is_wildcard(name("*x")));
  CHECK_FALSE(is_wildcard(name(".")));
}
