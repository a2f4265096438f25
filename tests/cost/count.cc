// Answers each case over and over under callgrind, which is told when a case ends.
// tests/cost/instructions runs it and reads what was counted.
#include <netinet/in.h>
#include <valgrind/callgrind.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "cost/cases.h"

using namespace rota;

constexpr serve::Transport over_udp{.proves_address = false, .largest_reply = dns::udp_limit};

// As the UDP listener has it, the reply over the request. A function of its own, so
// that callgrind can be told what to count.
[[gnu::noinline]] std::size_t answer_in_place(serve::Answerer& answerer, const sockaddr_storage& from,
                                              std::span<std::uint8_t> room, std::size_t request_size) {
  return answerer.answer(Bytes(room).first(request_size), serve::Peer(over_udp, from), room);
}

namespace {

bool answer(serve::Answerer& answerer, const cost::Case& one, int rounds) {
  std::array<std::uint8_t, dns::udp_limit> out;
  sockaddr_storage from{};
  to_sockaddr({*parse_address(cost::asker), 5353}, from);
  bool right = true;
  for (int i = 0; i < rounds; ++i) {
    std::ranges::copy(one.request, out.begin());
    const auto size = answer_in_place(answerer, from, out, one.request.size());
    right = right && cost::is_right(one, Bytes(out).first(size));
  }
  return right;
}

}  // namespace

// cost_count ROUNDS [CASE]
int main(int count, char** arguments) {
  const int rounds = count > 1 ? std::atoi(arguments[1]) : 0;
  if (rounds < 1) {
    std::fprintf(stderr, "usage: cost_count ROUNDS [CASE]\n");
    return 2;
  }
  for (const cost::Case& one : cost::cases()) {
    if (count > 2 && std::strcmp(arguments[2], one.name) != 0) continue;
    Published<snapshot::Snapshot> source;
    source.publish(cost::small_world(one.service));
    serve::RateTable rates(64, SipKey{});
    serve::Answerer answerer(source, Dice(1), test::some_counters(), system_clock, &rates);
    answerer.look();
    CALLGRIND_ZERO_STATS;
    const bool right = answer(answerer, one, rounds);
    CALLGRIND_DUMP_STATS_AT(one.name);
    if (right) continue;
    std::fprintf(stderr, "wrong answer: %s\n", one.name);
    return EXIT_FAILURE;
  }
}
