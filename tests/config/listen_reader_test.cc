// `listen`, short and as tables. What kinds there are is not known here: publish/listening.
#include "config/listen_reader.h"

#include <catch2/catch.hpp>

#include "config/loading.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

namespace {

// Of a main file that begins so.
Loaded begun_with(const std::string& text) { return load_main(text + "[server]\nworkers = 1\n"); }

Lines listened(const std::string& text) {
  Lines out;
  for (const ListenConfig& each : load_main("zones = []\n" + text).config.server.listen)
    out.push_back(listen_text(each));
  return out;
}

Lines wrong(const std::string& text) { return lines_of(load_main("zones = []\n" + text).mistakes); }

}  // namespace

TEST_CASE("addresses, tables and both in one array say where to listen") {
  const Lines both{"192.0.2.1:53", "[2001:db8::1]:53 tcp idle_timeout=\"30s\""};
  CHECK(listened("listen = \"192.0.2.1:53\"\n") == Lines{"192.0.2.1:53"});
  CHECK(listened("listen = { address = \"192.0.2.1:53\" }\n") == Lines{"192.0.2.1:53"});
  CHECK(listened("listen = [\"192.0.2.1:53\", { address = \"[2001:db8::1]:53\", kind = \"tcp\", "
                 "idle_timeout = \"30s\" }]\n") == both);
  CHECK(listened("[[listen]]\naddress = \"192.0.2.1:53\"\n[[listen]]\naddress = \"[2001:db8::1]:53\"\n"
                 "kind = \"tcp\"\nidle_timeout = \"30s\"\n") == both);
  CHECK(listened("[[server.listen]]\naddress = \"192.0.2.1:53\"\nkind = \"udp\"\n") ==
        Lines{"192.0.2.1:53 udp"});
  CHECK(listened("") == Lines{"0.0.0.0:53", "[::]:53"});
}

TEST_CASE("who has written where to listen is asked to have all of it work") {
  CHECK(load_main("zones = []\n[[listen]]\naddress = \"192.0.2.1:53\"\n").config.server.listen_given);
  CHECK_FALSE(load_main("zones = []\n").config.server.listen_given);
}

TEST_CASE("the text of an option is as it was written, whatever it is") {
  CHECK(listened(
            "[[listen]]\naddress = \"192.0.2.1:53\"\na = true\nb = 7\nc = [1, \"x\"]\nd = { e = false }\n") ==
        Lines{"192.0.2.1:53 a=true b=7 c=[1, \"x\"] d={e=false}"});
}

TEST_CASE("what is no place to listen is told of where it stands") {
  CHECK(wrong("[[listen]]\nkind = \"udp\"\n") ==
        Lines{"rota.toml:2:1: [[listen]] needs an \"address\", such as \"0.0.0.0:53\""});
  CHECK(wrong("[[listen]]\naddress = \"192.0.2.1\"\n") ==
        Lines{"rota.toml:3:11: \"192.0.2.1\" must be an address and a port, such as \"0.0.0.0:53\" or "
              "\"[::]:53\""});
  CHECK(wrong("[[listen]]\naddress = 53\n") ==
        Lines{"rota.toml:3:11: \"address\" must be a string, not an integer"});
  CHECK(wrong("[[listen]]\naddress = \"192.0.2.1:53\"\nkind = [\"udp\"]\n") ==
        Lines{"rota.toml:4:8: \"kind\" must be a string, not an array"});
  CHECK(wrong("listen = [53]\n") == Lines{"rota.toml:2:11: \"listen\" must be an address and a port, a table "
                                          "or an array of them, not an integer"});
  CHECK(wrong("listen = []\n") == Lines{"rota.toml:2:10: \"listen\" is empty"});
  CHECK(wrong("listen = \"192.0.2.1:53\"\n[[server.listen]]\naddress = \"192.0.2.2:53\"\n") ==
        Lines{"rota.toml:3:1: \"listen\" appears twice: also at rota.toml:2:10"});
}

TEST_CASE("who writes an array and tables as well is told what TOML allows") {
  CHECK(lines_of(
            begun_with("listen = [\"192.0.2.1:53\"]\n[[listen]]\naddress = \"192.0.2.2:53\"\n").mistakes) ==
        Lines{"rota.toml:2:1: [[listen]] cannot follow an array of the same name; write all as [[listen]], "
              "or all "
              "into the array as { key = value }"});
}
