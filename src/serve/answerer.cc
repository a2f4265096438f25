#include "serve/answerer.h"

#include <algorithm>

#include "dns/reply.h"
#include "serve/composer.h"

namespace rota::serve {

namespace {

std::size_t reply_limit(const dns::Query& query, Transport transport) {
  if (transport == Transport::tcp) return largest_reply;
  return query.edns.present ? std::min(query.edns.size, dns::udp_limit) : dns::plain_limit;
}

}  // namespace

Answerer::Answerer(Published<snapshot::Snapshot>& source, Dice dice) : reader_(source), turns_(dice) {}

const snapshot::Snapshot* Answerer::look() {
  const snapshot::Snapshot* now = reader_.get();
  if (now != seen_) {
    seen_ = now;
    turns_.grow(now->slots);
  }
  return now;
}

std::size_t Answerer::answer(Bytes request, const Address& peer, Transport transport,
                             std::span<std::uint8_t> out) {
  dns::Query query;
  const dns::ParseResult result = dns::parse_query(request, query);
  if (result.parsed == dns::Parsed::drop) return 0;
  dns::Reply reply(query, out, reply_limit(query, transport));
  if (result.parsed == dns::Parsed::refuse) return reply.finish_with(result.rcode);
  const snapshot::Snapshot* snapshot = look();
  if (snapshot == nullptr) return reply.finish_with(dns::Rcode::servfail);
  switch (Composer(*snapshot, turns_, peer, query, reply).compose()) {
    case Composed::whole: return reply.finish();
    case Composed::truncated: return reply.finish_truncated();
    case Composed::refused: return reply.finish_with(dns::Rcode::refused);
    case Composed::servfail: break;
  }
  return reply.finish_with(dns::Rcode::servfail);
}

}  // namespace rota::serve
