#include "rotactl/manual.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "rotactl/verbs.h"

using namespace rota::rotactl;

TEST_CASE("the manual has a section for every verb that is for people") {
  const std::string text = manual("0.1");
  for (const Verb& verb : all_verbs()) {
    INFO(verb.name);
    CHECK((text.find(".SS \\fB" + std::string(verb.name) + "\\fR") != std::string::npos) == !verb.hidden);
  }
}

TEST_CASE("no line of the manual's own text is taken for a request") {
  std::istringstream lines(manual("0.1"));
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    const bool request = line.starts_with(".");
    CHECK((!request || (line.size() > 2 && std::isupper(line[1]) != 0) || line == ".nf" || line == ".fi"));
    CHECK_FALSE(line.starts_with("'"));
  }
}
