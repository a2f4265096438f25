#include "control/options.h"

#include <catch2/catch.hpp>
#include <vector>

using rota::control::Options;

namespace {

rota::Result<Options> parse(std::vector<std::string> words) {
  words.insert(words.begin(), "rotad");
  std::vector<char*> raw;
  for (std::string& word : words) raw.push_back(word.data());
  return rota::control::parse_options(raw);
}

}  // namespace

TEST_CASE("without words it serves the system's configuration") {
  const auto options = parse({});
  REQUIRE(options.has_value());
  CHECK(options->action == Options::Action::serve);
  CHECK(options->config == "/etc/rota/rota.toml");
}

TEST_CASE("the configuration can be named in each of the usual ways") {
  CHECK(parse({"--config", "a.toml"})->config == "a.toml");
  CHECK(parse({"--config=a.toml"})->config == "a.toml");
  CHECK(parse({"-c", "a.toml", "--check"})->action == Options::Action::check);
}

TEST_CASE("a word that is not known is wrong usage") {
  CHECK(parse({"--chekc"}).error().text == "unknown option '--chekc'");
  CHECK(parse({"--config"}).error().text == "'--config' needs a file");
}
