// Lines of a zone file, from a whole text and from pieces of one.
#include "zonefile/text/lines.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <span>

#include "support/memory_files.h"

using namespace rota;
using namespace rota::zonefile;
using namespace rota::test;

namespace {

const std::string text =
    "$TTL 60 ; a comment\n"
    "@ SOA ns host ( 1 2 ; within\n  3\n 4 5 )\n"
    "\n"
    "www A 192.0.2.1\r\n"
    "\tAAAA 2001:db8::1\n"
    "a\\.b TXT \"x;y (\" \"\\\" \\\\\" plain\n"
    "broken ) A\n"
    "next TXT \"never closed\n"
    "after A 192.0.2.2\n"
    "last A 192.0.2.3";

// "line indented mistake|token|token" of every line.
std::vector<std::string> lines_of(ZoneLines lines) {
  std::vector<std::string> out;
  ZoneLine line;
  while (lines.next(line)) {
    out.push_back(std::to_string(line.line) + (line.indented ? " indented " : " ") +
                  std::string(line.mistake));
    if (line.mistake.empty())
      for (const auto token : line.tokens) out.back() += "|" + std::string(token);
  }
  return out;
}

}  // namespace

TEST_CASE("a text in pieces of any size has the lines of the whole") {
  const auto whole = lines_of(ZoneLines(text));
  REQUIRE(whole.size() == 9);
  CHECK(whole[1] == "2 |@|SOA|ns|host|1|2|3|4|5");
  CHECK(whole[3] == "7 indented |AAAA|2001:db8::1");
  CHECK(whole.back() == "12 |last|A|192.0.2.3");
  for (std::size_t read = 1; read < 40; ++read)
    for (const std::size_t room :
         {std::size_t{1}, std::size_t{7}, std::size_t{64}, text.size(), std::size_t{4096}}) {
      CAPTURE(read, room);
      CHECK(lines_of(ZoneLines(test::text_of(text, read), room)) == whole);
    }
}

TEST_CASE("a line longer than a piece is read whole") {
  const std::string longest = "x TXT " + std::string(100'000, 'y') + "\nz A 192.0.2.1\n";
  CHECK(lines_of(ZoneLines(test::text_of(longest, 13), 16)) == lines_of(ZoneLines(longest)));
}

TEST_CASE("a parenthesis that is never closed is a mistake of its first line, in pieces too") {
  const std::string open = "a A 192.0.2.1\nb SOA ( 1\n2\n3\n";
  const auto lines = lines_of(ZoneLines(test::text_of(open, 3), 8));
  CHECK(lines == lines_of(ZoneLines(open)));
  CHECK(lines.back() == "2 '(' is never closed");
}

TEST_CASE("what was read before a failure is given, and the failure is told") {
  OpenText file = test::text_of("a A 192.0.2.1\nb A");
  file.read = [read = file.read](std::span<char> into) mutable -> rota::Result<std::size_t> {
    const auto got = read(into);
    if (got && *got == 0) return rota::Error{"Input/output error"};
    return got;
  };
  ZoneLines lines(std::move(file));
  ZoneLine line;
  CHECK(lines.next(line));
  CHECK(lines.next(line));
  CHECK_FALSE(lines.next(line));
  CHECK(lines.failure() == "Input/output error");
}

TEST_CASE("a line without an end is given up before it takes all memory") {
  std::size_t given = 0;
  const auto endless = [&](std::span<char> into) -> rota::Result<std::size_t> {
    std::ranges::fill(into, 'x');
    given += into.size();
    return into.size();
  };
  ZoneLines lines(OpenText{std::size_t{100} << 30, endless});
  ZoneLine line;
  while (lines.next(line)) {
  }
  CHECK(lines.failure() == "a line has more than 16 MiB");
  CHECK(given <= std::size_t{32} << 20);
}

TEST_CASE("a file that is read whole is refused by its size before memory is taken for it") {
  bool was_read = false;
  Files files;
  files.open = [&](const std::string&) -> rota::Result<OpenText> {
    return OpenText{std::size_t{100} << 30, [&](std::span<char>) -> rota::Result<std::size_t> {
                      was_read = true;
                      return std::size_t{0};
                    }};
  };
  const auto whole = files.read("rota.toml");
  REQUIRE_FALSE(whole.has_value());
  CHECK(whole.error().text == "it has 107374182400 octets, and the limit is 64 MiB");
  CHECK_FALSE(was_read);
}
