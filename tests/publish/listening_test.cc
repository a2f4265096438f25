// What `listen` means to the kinds of listeners: which of them, with which options, and
// what none of them takes.
#include "publish/listening.h"

#include <any>
#include <catch2/catch.hpp>

#include "config/load.h"
#include "publish/prepare.h"
#include "support/memory_files.h"
#include "support/temporary_folder.h"

using namespace rota;
using test::Lines;

namespace {

struct Read {
  Lines points;  // "udp 192.0.2.1:53"
  Lines mistakes;
  std::vector<serve::ListenPoint> all;
};

Read read(const std::string& text) {
  const auto loaded = config::load("rota.toml", test::memory_files({{"rota.toml", "zones = []\n" + text}}));
  CHECK(test::lines_of(loaded.mistakes).empty());
  Mistakes found;
  Read out;
  out.all = publish::read_listening(loaded.config.server.listen, found);
  for (const serve::ListenPoint& point : out.all)
    out.points.push_back(std::string(point.kind->name) + " " + point.endpoint.text());
  out.mistakes = test::lines_of(found);
  return out;
}

std::string table(const std::string& further) { return "[[listen]]\naddress = \"192.0.2.1:53\"\n" + further; }

}  // namespace

TEST_CASE("an address without a kind is listened on by all that are usual, another by its kind alone") {
  CHECK(read("listen = \"192.0.2.1:53\"\n").points == Lines{"udp 192.0.2.1:53", "tcp 192.0.2.1:53"});
  CHECK(read(table("")).points == Lines{"udp 192.0.2.1:53", "tcp 192.0.2.1:53"});
  CHECK(read(table("kind = \"udp\"\n")).points == Lines{"udp 192.0.2.1:53"});
  CHECK(read(table("kind = \"tcp\"\n")).points == Lines{"tcp 192.0.2.1:53"});
  const Read apart = read(table("kind = \"tcp\"\n") + table("kind = \"udp\"\n"));
  CHECK(apart.points == Lines{"tcp 192.0.2.1:53", "udp 192.0.2.1:53"});
  CHECK(apart.mistakes.empty());
}

TEST_CASE("options are read by their kind, and only where they are written") {
  CHECK(read(table("kind = \"tcp\"\nidle_timeout = \"30s\"\n")).all[0].options.has_value());
  CHECK_FALSE(read(table("kind = \"udp\"\n")).all[0].options.has_value());
  CHECK(read(table("kind = \"tcp\"\nidle_timeout = \"30\"\n")).mistakes ==
        Lines{"rota.toml:5:16: \"idle_timeout\" must be a duration such as \"500ms\", \"5s\" or \"2m\", not "
              "\"30\""});
  CHECK(read(table("kind = \"tcp\"\nidle_timeout = \"10ms\"\n")).mistakes.size() == 1);
}

TEST_CASE("a kind that there is not is told of with those that there are") {
  const Read unknown = read(table("kind = \"upd\"\n"));
  CHECK(unknown.points.empty());
  CHECK(unknown.mistakes ==
        Lines{"rota.toml:4:8: \"kind\" must be one of \"udp\", \"tcp\", not \"upd\"; did you mean \"udp\"?"});
  CHECK(read(table("kind = \"\"\n")).mistakes ==
        Lines{"rota.toml:4:8: \"kind\" must be one of \"udp\", \"tcp\", not \"\""});
}

TEST_CASE("a key that the kind does not have is told of where it stands, with the kind that has it") {
  CHECK(read(table("kind = \"tcp\"\nidle_timeuot = \"30s\"\n")).mistakes ==
        Lines{"rota.toml:5:1: unknown key \"idle_timeuot\"; did you mean \"idle_timeout\"?"});
  CHECK(read(table("kidn = \"tcp\"\n")).mistakes ==
        Lines{"rota.toml:4:1: unknown key \"kidn\"; did you mean \"kind\"?"});
  const std::string needs = "\"idle_timeout\" needs kind = \"tcp\"";
  CHECK(read(table("kind = \"udp\"\nidle_timeout = \"30s\"\n")).mistakes == Lines{"rota.toml:5:1: " + needs});
  CHECK(read(table("idle_timeout = \"30s\"\n")).mistakes == Lines{"rota.toml:4:1: " + needs});
}

TEST_CASE("an address is listened on once by each kind") {
  CHECK(read("listen = [\"[::1]:53\", \"[0::1]:53\"]\n").mistakes ==
        Lines{"rota.toml:2:23: \"[::1]:53\" is listened on by udp already"});
  CHECK(read(table("") + table("kind = \"tcp\"\n")).mistakes ==
        Lines{"rota.toml:5:11: \"192.0.2.1:53\" is listened on by tcp already"});
  CHECK(read(table("kind = \"tcp\"\n") + table("")).mistakes ==
        Lines{"rota.toml:6:11: \"192.0.2.1:53\" is listened on by tcp already"});
}

TEST_CASE("a mistake in `listen` keeps a configuration from being used at all") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("rota.toml", "zones = []\n" + table("kind = \"upd\"\n"));
  const publish::Prepared prepared = publish::prepare(path);
  CHECK(prepared.fatal);
  CHECK_FALSE(prepared.applies());
}
