#include "daemon/options.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace rota;
using daemon::Options;

namespace {

rota::Result<daemon::Options> parse(std::vector<std::string> words) {
  words.insert(words.begin(), "rotad");
  std::vector<char*> raw;
  for (std::string& word : words) raw.push_back(word.data());
  return daemon::parse_options(raw);
}

}  // namespace

TEST_CASE("without words it serves the system's configuration") {
  const auto options = parse({});
  REQUIRE(options.has_value());
  CHECK(options->action == daemon::Options::Action::serve);
  CHECK(options->config == "/etc/rota/rota.toml");
}

TEST_CASE("the configuration can be named in each of the usual ways") {
  CHECK(parse({"--config", "a.toml"})->config == "a.toml");
  CHECK(parse({"--config=a.toml"})->config == "a.toml");
  CHECK(parse({"--print-config"})->action == Options::Action::print_config);
  CHECK(parse({"--print-defaults"})->action == Options::Action::print_defaults);
  CHECK(parse({"--print-schema"})->action == Options::Action::print_schema);
  CHECK(parse({"--print-reference"})->action == Options::Action::print_reference);
  CHECK(parse({"-c", "a.toml", "--check"})->action == Options::Action::check);
}

TEST_CASE("a word that is not known is wrong usage") {
  CHECK(parse({"--chekc"}).error().text == "unknown option '--chekc'");
  CHECK(parse({"--config"}).error().text == "'--config' needs a file");
}
