#include "serve/answerer.h"

#include <algorithm>

#include "base/guard.h"
#include "serve/chaos.h"
#include "serve/composer.h"
#include "stats/counts.h"

namespace rota::serve {

namespace count = stats::count;
using dns::ErrorInfo;
using dns::Rcode;
using stats::Drop;

Answerer::Answerer(Published<snapshot::Snapshot>& source, Dice dice, stats::ThreadCounters counters,
                   const Clock& clock, RateTable* rates)
    : reader_(source), holding_{nullptr,         nullptr, Turns(dice), counters, Limiter(rates, clock),
                                BatchTime(clock)} {}

void Answerer::look() {
  const snapshot::Snapshot* now = reader_.get();
  holding_.time.forget();
  Limiter& limiter = holding_.limiter;
  if (now == holding_.snapshot && !limiter.is_on()) return;
  limiter.look(now->service.rate_limit);
  // The old snapshot is gone: without room for the new one's turns there is no answer.
  if (now != holding_.snapshot) persist("room for turns", [&] { holding_.turns.grow(now->turns); });
  if (now != holding_.snapshot) holding_.last_encloser.reset();
  holding_.snapshot = now;
  holding_.is_guarded = limiter.is_on() || !now->service.access.is_open();
  holding_.listed = holding_.is_guarded ? nullptr : now->image.get();
  const std::uint16_t most = now->service.udp_without_cookie;
  holding_.udp_limit = limiter.is_pressed() ? std::min(most, dns::plain_limit) : most;
}

std::size_t Answerer::answer_long(Bytes request, const Peer& peer, std::span<std::uint8_t> out) {
  dns::Query query;
  const dns::ParseResult result = dns::parse_query(request, query);
  if (result.parsed == dns::Parsed::drop) {
    const bool is_cut = request.size() < dns::header_size;
    holding_.counters.add(count::of(is_cut ? Drop::malformed : Drop::response));
    return 0;
  }
  holding_.counters.add(count::of(query.type));
  if (holding_.snapshot == nullptr) {
    dns::Reply reply(query, out, reply_limit(query.edns, peer, holding_.udp_limit));
    return refuse(reply, Rcode::servfail);
  }
  ReplyOptions& options = holding_.options;
  answer_options(query.options, peer, holding_.snapshot->service, holding_.time, options);
  const std::uint16_t most = options.is_proven() ? dns::udp_limit : holding_.udp_limit;
  const std::size_t size_limit = reply_limit(query.edns, peer, most);
  dns::Reply reply(query, out, size_limit, options.list.bytes());
  if (const auto rcode = refusal(result, peer, options)) {
    const auto limited = limit(peer, options, RateTable::Kind::negative, reply);
    if (limited) return *limited;
    if (*rcode != Rcode::notauth) return refuse(reply, *rcode);
    return refuse_key(dns::KeyRefusal(request, query.tsig), reply,
                      out.first(std::min(out.size(), size_limit)));
  }
  if (query.in_class == dns::Class::ch) {
    const auto limited = limit(peer, options, RateTable::Kind::positive, reply);
    return limited ? *limited
                   : answer_chaos(query, holding_.snapshot->service, peer, reply, holding_.counters);
  }
  Composer composer(*holding_.snapshot, holding_.turns, lookup_, peer, options.client_subnet, query, reply);
  const auto composed = composer.compose();
  if (!composer.is_negative(composed)) options.tell_scope(composer.scope());
  const auto kind = composer.is_negative(composed) ? RateTable::Kind::negative : RateTable::Kind::positive;
  const auto limited = limit(peer, options, kind, reply);
  return limited ? *limited : composer.finish(composed, holding_.counters);
}

// What is answered without looking into a zone, if anything.
std::optional<Rcode> Answerer::refusal(dns::ParseResult result, const Peer& peer,
                                       const ReplyOptions& options) const {
  if (result.parsed == dns::Parsed::refuse) return result.rcode;
  if (options.is_malformed) return Rcode::formerr;  // RFC 7871 section 6
  if (result.parsed == dns::Parsed::cookie) return options.rcode_of_cookie_alone();
  const bool must_prove = holding_.snapshot->service.cookies.required && !peer.proves_address();
  return must_prove && options.lacks_proof() ? std::optional(Rcode::badcookie) : std::nullopt;
}

// The size of what is sent instead, when this peer has had its answers for now: it may
// come back with a cookie, or over TCP, and prove that it is where it says.
std::optional<std::size_t> Answerer::limit(const Peer& peer, const ReplyOptions& options,
                                           RateTable::Kind kind, dns::Reply& reply) {
  if (!holding_.limiter.is_on() || peer.proves_address() || options.is_proven()) return {};
  switch (holding_.limiter.judge(peer.address(), kind, holding_.counters)) {
    case Limiter::Verdict::answer: return {};
    case Limiter::Verdict::drop: holding_.counters.add(count::of(Drop::limited)); return 0;
    case Limiter::Verdict::truncate: break;
  }
  if (options.cookie) return refuse(reply, Rcode::badcookie);
  holding_.counters.add(count::of(Rcode::noerror));
  holding_.counters.add(count::truncated);
  reply.set_rcode(Rcode::noerror);
  reply.set_authoritative(false);
  return reply.finish_truncated();
}

std::size_t Answerer::refuse_key(const dns::KeyRefusal& key, dns::Reply& reply, std::span<std::uint8_t> out) {
  return key.append_to(out, refuse(reply, Rcode::notauth));
}

// With a reason where the code alone leaves one open.
std::size_t Answerer::refuse(dns::Reply& reply, Rcode rcode) {
  if (rcode == Rcode::servfail) reply.set_error(ErrorInfo::not_ready);
  if (rcode == Rcode::notimp || rcode == Rcode::refused) reply.set_error(ErrorInfo::not_supported);
  holding_.counters.add(count::of(rcode));
  return reply.finish_with(rcode);
}

}  // namespace rota::serve
