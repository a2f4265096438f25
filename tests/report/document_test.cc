#include "report/document.h"

#include <catch2/catch.hpp>

#include "report/explain/explaining.h"

using namespace rota;
using report::describe;
using report::Explaining;
namespace json = boost::json;

namespace {

std::string text(const json::value& value) { return json::serialize(value); }

std::string pool_of(const std::string& toml) {
  const Explaining world("[pool.p]\nnames = \"www\"\n" + toml);
  return text(describe(*world.config).at("pools").at(0));
}

}  // namespace

TEST_CASE("a configuration's document says what decides its answers, with each member's share") {
  CHECK(pool_of("policy = \"weighted\"\nttl = \"20s\"\nmembers = [{ name = \"a\", address = [\"192.0.2.1\", "
                "\"2001:db8::1\"], weight = 3 }, { name = \"b\", address = \"192.0.2.2\", admin = \"drain\" "
                "}, { name "
                "= \"c\", address = \"192.0.2.3\" }]\n") ==
        R"({"zone":"example","pool":"p","names":[{"name":"www.example","types":["A","AAAA"]}],)"
        R"("kind":"address","policy":"weighted","answers":null,"ttl":{"max":20,"min":20},"all_down":"all",)"
        R"("canary":false,"brake":null,"fallback":null,"checks":[],"members":[)"
        R"({"name":"a","address":["192.0.2.1","2001:db8::1"],"weight":3,"admin":"auto","share":8.75E-1},)"
        R"({"name":"b","address":["192.0.2.2"],"weight":1,"admin":"drain","share":0E0},)"
        R"({"name":"c","address":["192.0.2.3"],"weight":1,"admin":"auto","share":1.25E-1}]})");
  CHECK(
      pool_of("members = [{ name = \"a\", target = \"a.far.\", port = 1, priority = 2, connect = "
              "\"192.0.2.1\" }]\n")
          .find(R"({"name":"a","target":"a.far","connect":"192.0.2.1","port":1,"priority":2,"weight":1,)") !=
      std::string::npos);
}

TEST_CASE("a pool's checks are told by name, their timing in full, of their settings a fingerprint alone") {
  const Explaining one(
      "[check.web]\ntype = \"http\"\n[pool.p]\nmembers = [\"192.0.2.1\"]\ncheck = \"web\"\n");
  const Explaining two(
      "[check.web]\ntype = \"http\"\nport = 81\n[pool.p]\nmembers = [\"192.0.2.1\"]\ncheck = \"web\"\n");
  const SipKey key{7};
  const json::object first = describe(*one.config, key);
  CHECK(first.at("pools").at(0).at("checks").at(0) == first.at("checks").at(1).at("name"));
  CHECK(
      text(first.at("checks").at(1))
          .starts_with(
              R"({"name":"example:web","kind":"http","interval":"5s","fast_interval":"1s","timeout":"2s","jitter":1E-1,)"
              R"("rise":2,"fall":3,"hold_down":"0s","start":"last","settings_fingerprint":")"));
  CHECK(first.at("checks").at(1) != describe(*two.config, key).at("checks").at(1));
  CHECK(describe(*one.config).at("checks").at(1) == describe(*two.config).at("checks").at(1));
  CHECK(describe(*one.config).at("fingerprint_key").is_null());
  CHECK(describe(*one.config, key).at("fingerprint_key") == "07000000000000000000000000000000");
}

TEST_CASE("the document of a running configuration is that of its files") {
  const std::string toml = "[pool.p]\nnames = \"www\"\nmembers = [\"192.0.2.1\", \"192.0.2.2\"]\n";
  Explaining world(toml);
  world.world->override_member({{PoolId{0}, MemberId{0}}, config::Admin::drain, 9});
  CHECK(describe(world.world->config()) == describe(*Explaining(toml).config));
  CHECK(text(describe(*world.config).at("zones")) ==
        R"([{"zone":"broken","allow_query":null},{"zone":"example","allow_query":null}])");
  CHECK(text(describe(*world.config).at("control")) ==
        R"({"socket":"/run/rota/control.sock","http":"127.0.0.1:8053","token_file":""})");
  CHECK(text(describe(*world.config).at("server")).find(R"("workers":0)") != std::string::npos);
}

TEST_CASE("how a server answers is in the document, but no secret") {
  const Explaining plain("");
  const json::value service = describe(*plain.config).at("service");
  CHECK(text(service.at("allow_query")) == "null");
  CHECK(text(service.at("rate_limit")) ==
        R"({"responses":0,"negative":null,"burst":null,"slip":1,"only_count":false,"exempt":[]})");
  config::Config config = *plain.config;
  config.server.service.cookies.secrets.push_back({7, 7, 7});
  config.server.service.nsid = {'a', '1'};
  config.server.service.allow_query = {parse_prefix("10.0.0.0/8").value()};
  const json::value changed = describe(config).at("service");
  CHECK(changed.at("nsid") == "6131");
  CHECK(text(changed.at("allow_query")) == R"(["10.0.0.0/8"])");
  CHECK(changed.at("cookies") == service.at("cookies"));
}

TEST_CASE("a pool's brake and whether it is a canary are in the document") {
  const std::string told = pool_of(
      "members = [\"192.0.2.1\"]\ncheck = { type = \"tcp\", port = 1 }\ncanary = true\n"
      "brake = { share = 0.5, per = \"10s\" }\n");
  CHECK(told.find(R"("canary":true,"brake":{"share":5E-1,"per":1E1})") != std::string::npos);
}

TEST_CASE("several checks within a pool have names of their own in the document") {
  const Explaining world(
      "[pool.p]\nmembers = [\"192.0.2.1\"]\ncheck = [{ type = \"tcp\", port = 1 }, { type = \"tcp\", port = "
      "2 "
      "}]\n");
  CHECK(text(describe(*world.config).at("pools").at(0).at("checks")) ==
        R"(["pool example:p","pool example:p #2"])");
}
