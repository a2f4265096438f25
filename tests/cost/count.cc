// Answers each case over and over under callgrind, which is told when a case ends.
// tests/cost/instructions runs it and reads what was counted.
#include <valgrind/callgrind.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "cost/cases.h"

namespace {

using namespace rota;

bool answer(serve::Answerer& answerer, const cost::Case& one, int rounds) {
  std::array<std::uint8_t, dns::udp_limit> out;
  bool right = true;
  for (int i = 0; i < rounds; ++i) {
    const auto size = answerer.answer(one.request, Address(), serve::Transport::udp, out);
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
  Published<snapshot::Snapshot> source;
  source.publish(cost::small_world());
  serve::Answerer answerer(source, Dice(1));
  for (const cost::Case& one : cost::cases()) {
    if (count > 2 && std::strcmp(arguments[2], one.name) != 0) continue;
    answer(answerer, one, 1);  // the first of all moves on to the snapshot
    CALLGRIND_ZERO_STATS;
    const bool right = answer(answerer, one, rounds);
    CALLGRIND_DUMP_STATS_AT(one.name);
    if (right) continue;
    std::fprintf(stderr, "wrong answer: %s\n", one.name);
    return EXIT_FAILURE;
  }
}
