// Request -> reply over a real snapshot, as UDP and as TCP would send it. Whatever
// comes in, what goes out keeps the promises that are checked here.
#include <sanitizer/allocator_interface.h>

#include <array>
#include <cstdio>
#include <cstdlib>

#include "support/world.h"

using namespace rota;
using dns::Type;
using test::wire;
using test::ZoneBuilder;

namespace {

// The answering function must not allocate; the sanitizer's hook counts.
thread_local std::size_t allocations = 0;
void count_allocation(const volatile void*, std::size_t) { ++allocations; }
void ignore_free(const volatile void*) {}

void require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

ZoneBuilder static_zone() {
  auto zone = ZoneBuilder::usual("example");
  zone.add("a", Type::a, {192, 0, 2, 1}).add("a", Type::aaaa, test::address("2001:db8::1"));
  zone.add("*.w", Type::a, {192, 0, 2, 2})
      .add("*.w", Type::mx, test::mx(1, "a.example"))
      .add("x.e.w", Type::txt, test::text("x"));
  zone.add("c", Type::cname, wire("A.example")).add("*.c", Type::cname, wire("c.example"));
  zone.add("l", Type::cname, wire("m.example")).add("m", Type::cname, wire("l.example"));
  zone.add("d", Type::dname, wire("w.example"))
      .add("e", Type::dname, wire("e.d.example"))
      .add("f", Type::dname, wire("x.f.example"));
  zone.add("s", Type::ns, wire("ns.s.example"))
      .add("s", Type::ns, wire("a.example"))
      .add("ns.s", Type::a, {192, 0, 2, 3});
  zone.add("o", Type::cname, wire("p.test"))
      .add("r", Type::cname, wire("x.s.example"))
      .add("y", Type::srv, test::srv(1, "a.example"));
  for (int i = 0; i < 40; ++i) {
    const std::string name = "h" + std::to_string(i);
    zone.add("b", Type::mx, test::mx(1, name + ".example"))
        .add(name, Type::aaaa, test::address("2001:db8::1"));
    zone.add("big", Type::txt, test::text(std::string(90, 'x')))
        .add("ns", Type::ns, wire(name + ".ns.example"));
    zone.add(name + ".ns", Type::a, {192, 0, 2, 4});
  }
  return zone;
}

ZoneBuilder pool_zone() {
  auto zone = ZoneBuilder::usual("test");
  zone.pool("@", Type::a, 0, 0).pool("*", Type::a, 0, 1).pool("p", Type::a, 0, 2).pool("p", Type::aaaa, 0, 3);
  zone.pool("w", Type::a, 1, 4)
      .pool("n", Type::a, 2, 5)
      .pool("f", Type::a, 3, 6)
      .pool("c", Type::cname, 4, 7);
  return zone;
}

std::shared_ptr<const snapshot::Snapshot> world() {
  std::vector<test::Octets> many;
  for (std::uint8_t i = 0; i < 16; ++i) many.push_back({192, 0, 2, i});
  const auto v6 = test::address("2001:db8::1");
  return test::make_snapshot(
      {static_zone(), pool_zone(), ZoneBuilder::usual("u.example").add("a", Type::a, many[0]),
       ZoneBuilder::broken("broken")},
      {{{{.type = Type::a, .members = many}, {.type = Type::aaaa, .members = {v6}}}},
       {{{.type = Type::a,
          .members = {many[0], many[1], many[2]},
          .policy = "weighted",
          .weights = {3, 2, 2},
          .answers = 2}}},
       {{{.type = Type::a}}},
       {{{.type = Type::a, .empty = snapshot::Empty::servfail}}},
       {{{.type = Type::cname,
          .members = {wire("a.example"), wire("c.test"), wire("w.example")},
          .answers = 1}}}});
}

// What a reply owes to the request it answers.
void check(Bytes request, Bytes reply, bool over_tcp) {
  require(request.size() >= 12 && (request[2] & 0x80) == 0, "answers and less than a header get nothing");
  require(reply.size() <= (over_tcp ? 65535U : 1232U), "a reply is no larger than its transport allows");
  const auto message = test::read_message(reply);
  require(message.has_value(), "a reply is well-formed to the last octet");
  require(message->is_reply(), "a reply says that it is one");
  require(std::equal(reply.begin(), reply.begin() + 2, request.begin()), "the id is echoed");
  require(message->opcode() == (request[2] >> 3 & 15U), "the opcode is echoed");
  require((message->flags & 0x0100) == (request[2] & 1U) << 8, "RD is echoed");
  require((message->flags & 0x00E0) == 0, "RA, Z and AD are 0");
  if (!message->question.empty())
    require(std::ranges::equal(message->question, request.subspan(12, message->question.size())),
            "the question is echoed octet by octet");
  require(over_tcp || message->opt || reply.size() <= 512, "without EDNS a reply has at most 512 octets");
  const bool refused = message->rcode() != 0 && message->rcode() != 3 && message->rcode() != 6;
  require(
      !refused || (message->answer().empty() && message->authority().empty() && !message->authoritative()),
      "a refusal says nothing else");
  require(!message->truncated() || message->answer().empty(), "a truncated reply has no part of an answer");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Published<snapshot::Snapshot> source;
  static serve::Answerer answerer = [] {
    source.publish(world());
    require(__sanitizer_install_malloc_and_free_hooks(count_allocation, ignore_free) > 0,
            "the sanitizer counts allocations");
    return serve::Answerer(source, Dice(1), test::some_lane());
  }();
  static std::array<std::uint8_t, serve::largest_reply> room;
  answerer.look();
  for (const auto transport : {serve::Transport::udp, serve::Transport::tcp}) {
    const bool over_tcp = transport == serve::Transport::tcp;
    const std::size_t before = allocations;
    const std::size_t answered = answerer.answer(
        {data, size}, transport, std::span(room).first(over_tcp ? room.size() : dns::udp_limit));
    require(allocations == before, "nothing is allocated for a query");
    if (answered > 0) check({data, size}, Bytes(room).first(answered), over_tcp);
    if (answered == 0) require(size < 12 || (data[2] & 0x80) != 0, "every query gets an answer");
  }
  return 0;
}
