#include "serve/answerer.h"

#include "dns/reply.h"
#include "serve/composer.h"

namespace rota::serve {

Answerer::Answerer(Published<snapshot::Snapshot>& source, Dice dice)
    : reader_(source), holding_{nullptr, Turns(dice)} {}

void Answerer::look() {
  const snapshot::Snapshot* now = reader_.get();
  if (now == holding_.snapshot) return;
  holding_.snapshot = now;
  holding_.turns.grow(now->turns);
}

std::size_t Answerer::answer_any(Bytes request, Transport transport, std::span<std::uint8_t> out) {
  dns::Query query;
  const dns::ParseResult result = dns::parse_query(request, query);
  if (result.parsed == dns::Parsed::drop) return 0;
  dns::Reply reply(query, out, reply_limit(query.edns, transport));
  if (result.parsed == dns::Parsed::refuse) return reply.finish_with(result.rcode);
  if (holding_.snapshot == nullptr) return reply.finish_with(dns::Rcode::servfail);
  switch (Composer(*holding_.snapshot, holding_.turns, query, reply).compose()) {
    case Composed::whole: return reply.finish();
    case Composed::truncated: return reply.finish_truncated();
    case Composed::refused: return reply.finish_with(dns::Rcode::refused);
    case Composed::servfail: break;
  }
  return reply.finish_with(dns::Rcode::servfail);
}

}  // namespace rota::serve
