#include "serve/ready_limit.h"

#include "stats/counts.h"

namespace rota::serve {

namespace {

namespace count = stats::count;

// Who asks may come again with the cookie that it gets, or over TCP.
std::size_t send_back(const Holding& holding) {
  const ReadyReply& reply = holding.reply;
  const bool has_cookie = reply.asked.has_options && reply.options->cookie;
  const dns::Rcode rcode = has_cookie ? dns::Rcode::badcookie : dns::Rcode::noerror;
  holding.counters.add(count::of(rcode));
  if (has_cookie) return reply.finish({.rcode = rcode}, 0);
  holding.counters.add(count::truncated);
  return reply.finish({.flags = is_truncated}, 0);
}

}  // namespace

std::optional<std::size_t> limit(Holding& holding, const Peer& peer, RateTable::Kind kind) {
  const ReadyReply& reply = holding.reply;
  const bool is_proven = reply.asked.has_options && reply.options->is_proven();
  if (!holding.limiter.is_on() || peer.proves_address() || is_proven) return {};
  const auto verdict = holding.limiter.judge(peer.address(), kind, holding.counters);
  if (verdict == Limiter::Verdict::answer) return {};
  holding.counters.add(count::of(reply.asked.type));
  if (verdict == Limiter::Verdict::truncate) return send_back(holding);
  holding.counters.add(count::of(stats::Drop::limited));
  return 0;
}

}  // namespace rota::serve
