#include "rotactl/compare_config.h"

#include <catch2/catch.hpp>

#include "base/json.h"

using namespace rota::rotactl;

namespace {

json::value parsed(const std::string& text) {
  auto out = rota::parse_json(text);
  REQUIRE(out.has_value());
  return *out;
}

json::value pool(const std::string& members, const std::string& policy = "weighted") {
  return parsed(R"({"pools": [{"zone": "lb.example", "pool": "web", "policy": ")" + policy +
                R"(", "names": [{"name": "www.lb.example", "types": ["A"]}], "checks": ["k"], "members": [)" +
                members + "]}]}");
}

std::string member(const std::string& name, int weight, double share) {
  return R"({"name": ")" + name + R"(", "address": [")" + name + R"("], "weight": )" +
         std::to_string(weight) + R"(, "share": )" + std::to_string(share) + "}";
}

using Compare = void (*)(const json::value&, const json::value&, Changes&);

// "~ text" of each change.
std::vector<std::string> told(Compare compare, const json::value& running, const json::value& next) {
  Changes changes;
  compare(running, next, changes);
  std::vector<std::string> out;
  for (const Change& change : changes) out.push_back(std::string(sign_of(change.how)) + " " + change.text);
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a weight is told with what becomes of the shares, also of the others") {
  const auto before = pool(member("192.0.2.3", 1, 0.1) + "," + member("192.0.2.4", 9, 0.9));
  const auto after = pool(member("192.0.2.3", 5, 0.357) + "," + member("192.0.2.4", 9, 0.643));
  CHECK(told(compare_pools, before, after) ==
        Lines{"~ www.lb.example A: 192.0.2.3 weight 1 -> 5: share 10.0 % -> 35.7 %",
              "~ www.lb.example A: 192.0.2.4 share 90.0 % -> 64.3 %"});
  CHECK(told(compare_pools, before, before).empty());
}

TEST_CASE("members and pools that come and go are told") {
  const auto before = pool(member("192.0.2.3", 1, 0.5) + "," + member("192.0.2.4", 1, 0.5));
  const auto after = pool(member("192.0.2.3", 1, 0.5) + "," + member("192.0.2.5", 1, 0.5));
  CHECK(told(compare_pools, before, after) == Lines{"+ www.lb.example A: 192.0.2.5 weight 1, share 50.0 %",
                                                    "- www.lb.example A: 192.0.2.4 weight 1, share 50.0 %"});
  const auto none = parsed(R"({"pools": []})");
  CHECK(told(compare_pools, none, after) == Lines{"+ lb.example:web with 2 members"});
  CHECK(told(compare_pools, after, none) == Lines{"- lb.example:web with 2 members"});
}

TEST_CASE("an address that changes is told with its family") {
  const auto with = [](const std::string& addresses, int weight = 1) {
    return pool(R"({"name": "lb1", "address": [)" + addresses + R"(], "weight": )" + std::to_string(weight) +
                "}");
  };
  const auto both = with(R"("192.0.2.1", "2001:db8::1")");
  CHECK(told(compare_pools, both, with(R"("192.0.2.1", "2001:db8::2")", 3)) ==
        Lines{"~ www.lb.example A: lb1 192.0.2.1, 2001:db8::2 IPv6 address 2001:db8::1 -> 2001:db8::2, "
              "weight 1 -> 3"});
  CHECK(told(compare_pools, both, with(R"("2001:db8::1")")) ==
        Lines{"~ www.lb.example A: lb1 2001:db8::1 IPv4 address 192.0.2.1 -> none"});
  CHECK(told(compare_pools, with(R"("192.0.2.1")"), both) ==
        Lines{"~ www.lb.example A: lb1 192.0.2.1, 2001:db8::1 IPv6 address none -> 2001:db8::1"});
}

TEST_CASE("what a pool does differently is told field by field, also the order of its members") {
  const auto before = pool(member("a", 1, 0.5) + "," + member("b", 1, 0.5));
  const auto after = pool(member("b", 1, 0.5) + "," + member("a", 1, 0.5), "failover");
  CHECK(told(compare_pools, before, after) == Lines{"~ lb.example:web: policy weighted -> failover",
                                                    "~ lb.example:web: order of members a, b -> b, a"});
}

TEST_CASE("zones that come and go are told, written in either form") {
  CHECK(told(compare_zones, parsed(R"({"zones": ["a", "b"]})"),
             parsed(R"({"zones": [{"zone": "b"}, {"zone": "c"}]})")) == Lines{"+ c", "- a"});
}

TEST_CASE("of a check its timing is told, and that its settings have changed") {
  const auto config = [](const std::string& fingerprint, const std::string& interval = "5s") {
    return parsed(R"({"checks": [{"name": "web", "interval": ")" + interval +
                  R"(", "settings_fingerprint": ")" + fingerprint + R"("}], "pools": [
      {"zone": "z", "pool": "p", "checks": ["web"], "members": [
        {"name": "a", "address": ["192.0.2.1", "2001:db8::1"]}, {"name": "b", "address": "192.0.2.2"}]}]})");
  };
  CHECK(told(compare_checks, config("k1"), config("k2")) ==
        Lines{"~ web: settings changed; the health of 3 targets starts as unknown"});
  CHECK(told(compare_checks, config("k1"), config("k1", "1s")) == Lines{"~ web: interval 5s -> 1s"});
  CHECK(told(compare_checks, config("k1"), config("k1")).empty());
  CHECK(told(compare_checks, parsed("{}"), config("k1")) == Lines{"+ web: 3 targets"});
  CHECK(told(compare_checks, config("k1"), parsed("{}")) == Lines{"- web"});
}

TEST_CASE("what needs a new process is told by its key") {
  CHECK(told(compare_servers, parsed(R"({"server": {}, "control": {"http": "127.0.0.1:80"}})"),
             parsed(R"({"server": {}, "control": {"http": ""}})")) ==
        Lines{"~ control.http: 127.0.0.1:80 -> \"\""});
  CHECK(told(compare_servers, parsed(R"({"server": {"listen": ["127.0.0.1:53"], "workers": 2}})"),
             parsed(R"({"server": {"listen": ["127.0.0.1:54"], "workers": 2}})")) ==
        Lines{"~ listen: 127.0.0.1:53 -> 127.0.0.1:54"});
}

TEST_CASE("how questions are answered is told") {
  CHECK(told(compare_services, parsed(R"({"service": {"version": "", "allow_query": null}})"),
             parsed(R"({"service": {"version": "9", "allow_query": ["10.0.0.0/8"]}})")) ==
        Lines{"~ version: \"\" -> 9", "~ allow_query: not set -> 10.0.0.0/8"});
}

TEST_CASE("who may ask for a zone is told") {
  CHECK(told(compare_zones, parsed(R"({"zones": [{"zone": "z", "allow_query": ["::1/128"]}]})"),
             parsed(R"({"zones": [{"zone": "z", "allow_query": []}]})")) ==
        Lines{"~ z: allow_query ::1/128 -> none"});
}

TEST_CASE("a name in a configuration cannot reach the terminal as a control sequence") {
  const auto before = parsed(R"({"pools": []})");
  const auto after = parsed(R"({"pools": [{"zone": "z", "pool": "\u001b[2J", "members": []}]})");
  CHECK(told(compare_pools, before, after) == Lines{"+ z:\\x1b[2J with 0 members"});
}
