#include "config/reloading.h"

#include <catch2/catch.hpp>

#include "config/loading.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

namespace {

Config settings(const std::string& text) {
  auto loaded = load_main("zones = []\n" + text);
  INFO(text);
  CHECK(lines_of(loaded.mistakes).empty());
  return std::move(loaded.config);
}

struct Change {
  std::string key;
  std::string written;
};

}  // namespace

TEST_CASE("what only a new process can apply is named, and stays as it runs") {
  const std::vector<Change> rows{{"listen", "[server]\nlisten = [\"192.0.2.1:53\"]\n"},
                                 {"listen", "[[server.listen]]\naddress = \"0.0.0.0:53\"\nkind = \"udp\"\n"},
                                 {"workers", "[server]\nworkers = 7\n"},
                                 {"user", "[server]\nuser = \"dns\"\n"},
                                 {"state", "[server]\nstate = \"\"\n"},
                                 {"sandbox", "[server]\nsandbox = false\n"},
                                 {"control.socket", "[control]\nsocket = \"/run/x.sock\"\n"},
                                 {"control.http", "[control]\nhttp = \"\"\n"},
                                 {"control.token_file", "[control]\ntoken_file = \"tokens\"\n"}};
  const Config running = settings("");
  for (const Change& row : rows) {
    Config next = settings(row.written);
    CHECK(keep_unreloadable(running.server, running.control, next) == std::vector<std::string_view>{row.key});
    CHECK(keep_unreloadable(running.server, running.control, next).empty());
  }
}

TEST_CASE("of `listen`, addresses, kinds and options each need a new process") {
  const std::string plain = "[[server.listen]]\naddress = \"192.0.2.1:53\"\n",
                    tcp = plain + "kind = \"tcp\"\n";
  const std::vector<std::string> written{plain, tcp, tcp + "idle_timeout = \"30s\"\n",
                                         tcp + "idle_timeout = \"31s\"\n"};
  for (const std::string& one : written)
    for (const std::string& other : written) {
      const Config running = settings(one);
      Config next = settings(other);
      CHECK(keep_unreloadable(running.server, running.control, next).size() == (one == other ? 0 : 1));
      CHECK(keep_unreloadable(running.server, running.control, next).empty());
    }
  const Config short_form = settings("[server]\nlisten = \"192.0.2.1:53\"\n");
  Config next = settings(plain);  // which says the same
  CHECK(keep_unreloadable(short_form.server, short_form.control, next).empty());
}

TEST_CASE("what a reload applies is not held back") {
  const Config running = settings("");
  for (const std::string written :
       {"[server]\nlog = \"debug\"\n", "[server]\nlog_format = \"json\"\n", "[server]\nnsid = \"ns1\"\n",
        "[server]\nversion = \"1\"\n", "[server]\nidentity = \"ns1\"\n",
        "[server]\nallow_query = [\"192.0.2.0/24\"]\n", "[server]\nmax_udp_without_cookie = 600\n",
        "[cookies]\nenabled = false\n", "[rate_limit]\nresponses = 5\n"}) {
    Config next = settings(written);
    CHECK(keep_unreloadable(running.server, running.control, next).empty());
  }
  Config next = settings("[server]\nlog = \"debug\"\n");
  keep_unreloadable(running.server, running.control, next);
  CHECK(next.server.log == LogLevel::debug);
}

TEST_CASE("who changed a setting that needs a new process is told what to do") {
  CHECK(replace_hint("listen") == "`listen` changed; restart rotad (or `rotactl replace`) to apply it");
}
