#include "config/server_reader.h"

#include <catch2/catch.hpp>

#include "config/loading.h"

using namespace rota;
using namespace rota::config;

TEST_CASE("the server's settings are checked") {
  CHECK(
      mistakes_of(
          "[server]\nlisten = [\"127.0.0.1\", \"[::1]:53\", \"[::1]:53\"]\nlog = \"inof\"\nworkers = -1\n") ==
      Lines{
          "rota.toml:6:11: '127.0.0.1' must be an address and a port, such as \"0.0.0.0:53\" or \"[::]:53\"",
          "rota.toml:6:36: '[::1]:53' is listened on already",
          "rota.toml:8:11: 'workers' must be an integer from 0 to 1024, not -1",
          "rota.toml:7:7: 'log' must be one of \"error\", \"warning\", \"info\", \"debug\", not \"inof\" "
          "(did you mean 'info'?)"});
  CHECK(lines_of(load_main("listen = \"127.0.0.1:1\"\n" + head + "[server]\nlisten = \"127.0.0.1:2\"\n")
                     .mistakes) == Lines{"rota.toml:7:10: 'listen' is given twice: also at rota.toml:1:10"});
  CHECK(mistakes_of("[control]\nhttp = \"x\"\n") ==
        Lines{"rota.toml:6:8: 'http' must be an address and a port, such as \"127.0.0.1:8053\", or \"\""});
  CHECK(load_main(head).config.server.listen.size() == 2);
}

TEST_CASE("S-05 the sandbox is on unless it is turned off in as many words") {
  CHECK(load_main(head).config.server.sandbox);
  CHECK_FALSE(load_main(head + "[server]\nsandbox = false\n").config.server.sandbox);
  CHECK(mistakes_of("[server]\nsandbox = \"off\"\n") ==
        Lines{"rota.toml:6:11: 'sandbox' must be true or false, not a string"});
}
