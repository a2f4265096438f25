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

TEST_CASE("a typing mistake is suggested, a different word is not") {
  static constexpr std::string_view known[] = {"weight", "address", "name", "admin"};
  CHECK(suggestion("wieght", known) == " (did you mean 'weight'?)");
  CHECK(suggestion("adress", known) == " (did you mean 'address'?)");
  CHECK(suggestion("nmae", known) == " (did you mean 'name'?)");
  CHECK(suggestion("completely", known).empty());
  CHECK(suggestion("", {}).empty());
}
