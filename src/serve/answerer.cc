#include "serve/answerer.h"

#include "dns/reply.h"
#include "serve/composer.h"
#include "serve/ready.h"

namespace rota::serve {

Answerer::Answerer(Published<snapshot::Snapshot>& source, Dice dice) : reader_(source), turns_(dice) {}

const snapshot::Snapshot* Answerer::look() {
  const snapshot::Snapshot* now = reader_.get();
  if (now != seen_) {
    seen_ = now;
    turns_.grow(now->turns);
  }
  return now;
}

std::size_t Answerer::answer(Bytes request, const Address& /*peer*/, Transport transport,
                             std::span<std::uint8_t> out) {
  const snapshot::Snapshot* snapshot = look();
  if (snapshot != nullptr)
    if (const std::size_t size = answer_ready(request, *snapshot, turns_, transport, out)) return size;
  return answer_any(request, snapshot, transport, out);
}

std::size_t Answerer::answer_any(Bytes request, const snapshot::Snapshot* snapshot, Transport transport,
                                 std::span<std::uint8_t> out) {
  dns::Query query;
  const dns::ParseResult result = dns::parse_query(request, query);
  if (result.parsed == dns::Parsed::drop) return 0;
  dns::Reply reply(query, out, reply_limit(query.edns, transport));
  if (result.parsed == dns::Parsed::refuse) return reply.finish_with(result.rcode);
  if (snapshot == nullptr) return reply.finish_with(dns::Rcode::servfail);
  switch (Composer(*snapshot, turns_, query, reply).compose()) {
    case Composed::whole: return reply.finish();
    case Composed::truncated: return reply.finish_truncated();
    case Composed::refused: return reply.finish_with(dns::Rcode::refused);
    case Composed::servfail: break;
  }
  return reply.finish_with(dns::Rcode::servfail);
}

}  // namespace rota::serve
