#include "config/member_reader.h"

#include <catch2/catch.hpp>

#include "config/loading.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

TEST_CASE("members are addresses, targets, or targets with a port") {
  const PoolConfig cname =
      pool_of("members = [\"a.cdn.net.\", { name = \"b\", target = \"b.cdn.net.\", weight = 2 }]\n");
  CHECK(cname.kind == PoolKind::cname);
  CHECK(cname.members[MemberId{0}].name == "a.cdn.net");
  CHECK(cname.members[MemberId{1}].target.text() == "b.cdn.net.");
  CHECK(cname.names[0].types == std::vector{dns::Type::cname});
  const PoolConfig srv = pool_of(
      "members = [{ target = \"a.b.\", port = 5, priority = 7, connect = \"192.0.2.7\" }]\ncheck = "
      "\"web\"\n");
  CHECK(srv.kind == PoolKind::srv);
  CHECK(srv.members[MemberId{0}].name == "a.b");
  CHECK(srv.members[MemberId{0}].port == 5);
  CHECK(srv.members[MemberId{0}].priority == 7);
  CHECK(srv.members[MemberId{0}].connect->text() == "192.0.2.7");
  CHECK(srv.names[0].types == std::vector{dns::Type::srv});
  const PoolConfig six =
      pool_of("members = [{ name = \"x\", address = [\"2001:db8::1\"], admin = \"up\" }]\n");
  CHECK(six.names[0].types == std::vector{dns::Type::aaaa});
  CHECK(six.members[MemberId{0}].admin == Admin::up);
}

TEST_CASE("mistakes of members") {
  CHECK(member_mistakes("[\"foo\"]") == Lines{"rota.toml:7:12: \"foo\" is not a member: expected an IP "
                                              "address, or a host name that ends in a dot"});
  CHECK(member_mistakes("[5]") ==
        Lines{"rota.toml:7:12: a member must be a string or a table, not an integer"});
  CHECK(member_mistakes("[]") == Lines{"rota.toml:7:11: pool \"p\" has no members"});
  CHECK(member_mistakes("\"192.0.2.1\"") ==
        Lines{"rota.toml:7:11: \"members\" must be an array, not a string"});
  CHECK(mistakes_of("[pool.p]\nnames = \"p\"\n") == Lines{"rota.toml:5:7: pool \"p\" has no members"});
  CHECK(member_mistakes("[{ name = \"a\" }]") ==
        Lines{"rota.toml:7:12: a member needs an \"address\" or a \"target\""});
  CHECK(member_mistakes("[{ address = \"192.0.2\" }]") ==
        Lines{"rota.toml:7:24: \"192.0.2\" is not an IP address"});
  CHECK(member_mistakes("[{ address = [\"192.0.2.1\", \"192.0.2.2\"] }]") ==
        Lines{"rota.toml:7:38: a member has at most one address per family"});
  CHECK(member_mistakes("[\"192.0.2.1\", { name = \"x\", address = \"192.0.2.1\" }]") ==
        Lines{"rota.toml:7:25: the address 192.0.2.1 is in this pool already"});
  CHECK(member_mistakes(
            "[{ name = \"x\", address = \"192.0.2.1\" }, { name = \"x\", address = \"192.0.2.2\" }]") ==
        Lines{"rota.toml:7:51: duplicate member \"x\""});
}

TEST_CASE("keys that do not go together, and values out of bounds, are mistakes") {
  CHECK(member_mistakes("[\"192.0.2.1\", \"a.b.\"]") ==
        Lines{"rota.toml:7:25: the members of a pool are of one kind: the first has addresses, this one has "
              "targets without a port"});
  CHECK(member_mistakes("[{ target = \"a.b\" }]") ==
        Lines{"rota.toml:7:23: \"a.b\" has no dot at its end: write \"a.b.example.\" for a name in the zone, "
              "or \"a.b.\""});
  CHECK(member_mistakes("[{ target = \"a.b.\", address = \"192.0.2.1\" }]") ==
        Lines{"rota.toml:7:41: \"address\" and \"target\" exclude each other"});
  CHECK(member_mistakes("[{ target = \"a.b.\", priority = 1 }]") ==
        Lines{"rota.toml:7:42: \"priority\" needs a \"port\": both are for SRV"});
  CHECK(member_mistakes("[{ address = \"192.0.2.1\", port = 1 }]") ==
        Lines{"rota.toml:7:44: \"port\" needs a \"target\""});
  CHECK(member_mistakes("[{ address = \"192.0.2.1\", weight = 1048576 }]") ==
        Lines{"rota.toml:7:46: \"weight\" must be an integer from 0 to 1048575, not 1048576"});
  CHECK(member_mistakes("[{ target = \"a.b.\", port = 1, weight = 65536 }]") ==
        Lines{"rota.toml:7:50: \"weight\" must be an integer from 0 to 65535, not 65536"});
  CHECK(member_mistakes("[{ address = \"192.0.2.1\", admin = \"dran\" }]") ==
        Lines{"rota.toml:7:45: \"admin\" must be one of \"up\", \"down\", \"drain\", \"maint\", not "
              "\"dran\"; did you mean \"drain\"?"});
  CHECK(member_mistakes("[{ name = \"a/b\", address = \"192.0.2.1\" }]") ==
        Lines{"rota.toml:7:12: the name \"a/b\" of a member must not contain \"/\" or spaces"});
  CHECK(mistakes_of("[pool.p]\nnames = \"p\"\nmembers = [\"a.b.\"]\ncheck = \"web\"\n") ==
        Lines{"rota.toml:7:12: member \"a.b\" has a check, so it needs connect = \"ADDRESS\" to probe"});
}

TEST_CASE("a pool has at most 1024 members") {
  std::string members = "[";
  for (int i = 0; i < 1024; ++i)
    members += "\"10.0." + std::to_string(i / 256) + "." + std::to_string(i % 256) + "\", ";
  CHECK(member_mistakes(members + "]").empty());
  CHECK(member_mistakes(members + "\"10.1.0.0\"]") ==
        Lines{"rota.toml:7:11: pool \"p\" has more than 1024 members"});
}
