#include "config/server_reader.h"

#include <catch2/catch.hpp>

#include "config/loading.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

TEST_CASE("the server's settings are checked") {
  CHECK(mistakes_of("[server]\nlisten = [\"127.0.0.1\", \"[::1]:53\"]\nlog = \"inof\"\nworkers = -1\n") ==
        Lines{"rota.toml:6:11: \"127.0.0.1\" must be an address and a port, such as \"0.0.0.0:53\" or "
              "\"[::]:53\"",
              "rota.toml:8:11: \"workers\" must be an integer from 0 to 1024, not -1",
              "rota.toml:7:7: \"log\" must be one of \"error\", \"warning\", \"info\", \"debug\", not "
              "\"inof\"; did you mean \"info\"?"});
  CHECK(lines_of(load_main("listen = \"127.0.0.1:1\"\n" + head + "[server]\nlisten = \"127.0.0.1:2\"\n")
                     .mistakes) == Lines{"rota.toml:7:10: \"listen\" appears twice: also at rota.toml:1:10"});
  CHECK(mistakes_of("[control]\nhttp = \"x\"\n") ==
        Lines{"rota.toml:6:8: \"http\" must be an address and a port, such as \"127.0.0.1:8053\", or \"\""});
  CHECK(load_main(head).config.server.listen.size() == 2);
}

TEST_CASE("S-05 the sandbox is on unless it is turned off in as many words") {
  CHECK(load_main(head).config.server.sandbox);
  CHECK_FALSE(load_main(head + "[server]\nsandbox = false\n").config.server.sandbox);
  CHECK(mistakes_of("[server]\nsandbox = \"off\"\n") ==
        Lines{"rota.toml:6:11: \"sandbox\" must be true or false, not a string"});
}

TEST_CASE("who may read over TCP, and by which names, is read and checked") {
  const auto control = load_main(head +
                                 "[control]\nhosts = [\"status.example\", \"[2001:db8::1]:8053\"]\n"
                                 "read = \"token\"\ntoken_file = \"tokens\"\n")
                           .config.control;
  CHECK(control.hosts == std::vector<std::string>{"status.example", "[2001:db8::1]:8053"});
  CHECK(control.read_needs_token);
  CHECK(load_main(head + "[control]\nread = \"open\"\n").config.control.hosts.empty());
  CHECK(mistakes_of("[control]\nhosts = [\"https://status.example\"]\n") ==
        Lines{"rota.toml:6:9: \"https://status.example\" must be a name as a browser shows it, such as "
              "\"status.example.com\" or \"status.example.com:8443\""});
  CHECK(mistakes_of("[control]\nread = \"toke\"\n") ==
        Lines{"rota.toml:6:8: \"read\" must be one of \"open\", \"token\", not \"toke\"; did you mean "
              "\"token\"?"});
  CHECK(lines_of(load_main(head + "[control]\nread = \"token\"\n").mistakes) ==
        Lines{"rota.toml:6:8: warning: nobody can read over TCP: read = \"token\" needs token_file"});
}
