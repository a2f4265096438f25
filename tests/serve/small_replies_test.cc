// Answers of pools where little fits: 512 octets without EDNS.
#include <catch2/catch.hpp>
#include <set>

#include "support/loaded_world.h"

using namespace rota;
using test::LoadedWorld;
using test::Message;
using test::Packet;

namespace {

constexpr std::size_t members = 16;

// A pool of 16 IPv6 addresses at every name below "example".
LoadedWorld world(const std::string& keys = "") {
  std::string list;
  for (std::size_t i = 0; i < members; ++i) list += "\"2001:db8::" + std::to_string(i) + "\", ";
  return LoadedWorld(
      {{"rota.toml",
        "zone = \"example\"\nnameservers = { ns1 = \"192.0.2.53\" }\n[pool.web]\nnames = \"*\"\n"
        "members = [" +
            list + "]\n" + keys}});
}

const test::Octets long_name = [] {
  test::Octets out = test::long_name(255 - 8);
  out.pop_back();
  test::put(out, test::wire("example"));
  return out;
}();

Message ask_plainly(LoadedWorld& in, const test::Octets& name,
                    const serve::Peer& peer = test::some_peer(test::Transport::udp)) {
  return in.ask(peer, Packet().question(name, 28));
}

}  // namespace

TEST_CASE("P-95 without EDNS an answer of a pool has as many members as fit, and no TC") {
  LoadedWorld in = world();
  CHECK(ask_plainly(in, test::wire("www.example")).answer().size() == members);
  std::map<std::string, int> named;
  for (std::size_t i = 0; i < members; ++i) {
    const Message reply = ask_plainly(in, long_name);
    CHECK_FALSE(reply.truncated());
    CHECK(reply.answer().size() == (512 - 12 - 255 - 4) / 28);
    for (const test::Record& record : reply.sections[0]) ++named[record.data];
  }
  CHECK(named.size() == members);
  for (const auto& [address, count] : named) CHECK(count == (512 - 12 - 255 - 4) / 28);
}

TEST_CASE("P-95 who can take more gets all of them") {
  LoadedWorld in = world();
  CHECK(
      in.ask(test::some_peer(test::Transport::udp), Packet().question(long_name, 28).opt()).answer().size() ==
      members);
  CHECK(ask_plainly(in, long_name, test::some_peer(test::Transport::tcp)).answer().size() == members);
}

TEST_CASE("where the operator says how many an answer has, what does not fit is truncated") {
  LoadedWorld in = world("answers = 16\n");
  CHECK(ask_plainly(in, long_name).truncated());
  CHECK(ask_plainly(in, test::wire("www.example")).answer().size() == members);
}
