#include "base/mistakes.h"

#include <catch2/catch.hpp>

using namespace rota;

namespace {

Position at(std::uint32_t line, std::uint32_t column) {
  return {std::make_shared<const std::string>("a.toml"), line, column};
}

}  // namespace

TEST_CASE("a position tells what is known of it") {
  CHECK(at(14, 3).text() == "a.toml:14:3");
  CHECK(at(14, 0).text() == "a.toml:14");
  CHECK(at(0, 0).text() == "a.toml");
  CHECK(Position().text().empty());
}

TEST_CASE("a mistake is one line, and a warning says so") {
  Mistakes mistakes;
  mistakes.error(at(1, 2), "bad");
  mistakes.warning(at(3, 0), "odd");
  mistakes.error({}, "lost");
  REQUIRE(mistakes.all().size() == 3);
  CHECK(mistakes.all()[0].line() == "a.toml:1:2: bad");
  CHECK(mistakes.all()[1].line() == "a.toml:3: warning: odd");
  CHECK(mistakes.all()[2].line() == "lost");
}

TEST_CASE("only errors count as errors, also when mistakes are joined") {
  Mistakes all;
  all.warning({}, "odd");
  CHECK_FALSE(all.has_errors());
  Mistakes more;
  more.error({}, "bad");
  more.warning({}, "odd too");
  all.add(more);
  CHECK(all.has_errors());
  CHECK(all.errors() == 1);
  CHECK(all.all().size() == 3);
}

TEST_CASE("mistakes are told by file and line, and what follows from them after all of them") {
  const auto in = [](const char* file, std::uint32_t line) {
    return Position{std::make_shared<const std::string>(file), line, 1};
  };
  Mistakes mistakes;
  mistakes.consequence(Severity::warning, in("b.toml", 1), "the zone is broken");
  mistakes.error(in("a.toml", 9), "later");
  mistakes.error(in("b.toml", 2), "other file");
  mistakes.warning(in("a.toml", 3), "sooner");
  mistakes.consequence(Severity::error, in("a.toml", 1), "nothing is reloaded");
  CHECK(mistakes.errors() == 3);
  mistakes.sort();
  std::vector<std::string> lines;
  for (const Mistake& mistake : mistakes.all()) lines.push_back(mistake.line());
  CHECK(lines == std::vector<std::string>{"b.toml:2:1: other file", "a.toml:3:1: warning: sooner",
                                          "a.toml:9:1: later",
                                          "b.toml:1:1: warning: the zone is broken (because of the above)",
                                          "a.toml:1:1: nothing is reloaded (because of the above)"});
}
