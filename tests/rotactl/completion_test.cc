#include <catch2/catch.hpp>

#include "rotactl/help.h"
#include "rotactl/running.h"

using namespace rota::test;

namespace {

// What is offered for the last word.
std::string offered(const ScriptedServer& server, std::vector<std::string> words) {
  words.insert(words.begin(), {"__complete", "--socket", server.path()});
  const Ran ran = run(words);
  CHECK(ran.code == 0);
  return ran.out;
}

constexpr const char* pools =
    R"({"pools": [{"zone": "a.example", "pool": "web"}, {"zone": "b.example", "pool": "web"},
  {"zone": "a.example", "pool": "mail"}]})";

}  // namespace

TEST_CASE("verbs are completed word by word") {
  const ScriptedServer server;
  CHECK(offered(server, {"me"}) == "member\nmetrics\n");
  CHECK(offered(server, {"member", "d"}) == "drain\ndown\n");
  CHECK(offered(server, {"help", "zone", ""}) == "list\n");
  CHECK(offered(server, {"completion", ""}) == "bash\nzsh\nfish\n");
  CHECK(offered(server, {"status", "-o", ""}) == "json\nyaml\nwide\nname\n");
}

TEST_CASE("the options that go with the verb are completed") {
  const ScriptedServer server;
  CHECK(offered(server, {"events", "--f"}) == "--follow\n");
  CHECK(offered(server, {"status", "--f"}).empty());
}

TEST_CASE("pools and then their members are the daemon's") {
  ScriptedServer server;
  server.answer("GET /api/v1/pools", pools);
  server.answer("GET /api/v1/pools/mail", R"({"members": [{"name": "mx1"}, {"name": "mx2"}]})");
  CHECK(offered(server, {"pool", "show", ""}) == "a.example:web\nb.example:web\nmail\n");
  CHECK(offered(server, {"member", "drain", "m"}) == "mail/\n");
  CHECK(offered(server, {"member", "drain", "mail/m"}) == "mail/mx1\nmail/mx2\n");
  CHECK(offered(server, {"member", "drain", "mail/mx1", "m"}) == "mail/\n");
  CHECK(offered(server, {"drain", "mail/m"}) == "mail/mx1\nmail/mx2\n");
  CHECK(offered(server, {"pool", "show", "mail", ""}).empty());
}

TEST_CASE("a value is completed by what it is: a zone, a file") {
  ScriptedServer server;
  server.answer("GET /api/v1/zones", R"({"zones": [{"zone": "a.example"}, {"zone": "b.example"}]})");
  CHECK(offered(server, {"pool", "list", "--zone", "b"}) == "b.example\n");
  CHECK(offered(server, {"check", ""}) == ":files\n");
  CHECK(offered(server, {"status", "--config", ""}) == ":files\n");
}

TEST_CASE("without a daemon completion offers nothing and says nothing") {
  const Ran ran = run({"__complete", "--socket", "/nowhere/x.sock", "pool", "show", ""});
  CHECK(ran.code == 0);
  CHECK(ran.out.empty());
  CHECK(ran.err.empty());
}

TEST_CASE("help names every verb, and each explains itself with an example") {
  const std::string all = run({"--help"}).out;
  for (const auto& verb : rota::rotactl::all_verbs()) {
    if (verb.hidden) continue;
    CHECK(has(all, "  " + std::string(verb.name)));
    std::vector<std::string> words{"help"};
    const auto space = verb.name.find(' ');
    words.emplace_back(verb.name.substr(0, space));
    if (space != std::string_view::npos) words.emplace_back(verb.name.substr(space + 1));
    const Ran ran = run(words);
    CHECK(has(ran.out, "usage: rotactl " + std::string(verb.name)));
    CHECK(has(ran.out, "Examples:\n  rotactl "));
  }
  CHECK(has(run({"member", "--help"}).out, "member drain TARGET...  "));
  CHECK(run({"help", "nonsense"}).code == 2);
  CHECK(run({"--version"}).out == "rotactl " ROTA_VERSION "\n");
}

TEST_CASE("no line of help is wider than a terminal") {
  std::vector<std::string> texts{run({"--help"}).out};
  for (const auto& verb : rota::rotactl::all_verbs()) texts.push_back(help_of(verb));
  for (const std::string& text : texts) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      INFO(line);
      CHECK(line.size() < 80);
    }
  }
}
