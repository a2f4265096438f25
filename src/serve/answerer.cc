#include "serve/answerer.h"

#include "serve/composer.h"
#include "snapshot/counts.h"

namespace rota::serve {

namespace count = snapshot::count;
using snapshot::Drop;

Answerer::Answerer(Published<snapshot::Snapshot>& source, Dice dice, Lane lane)
    : reader_(source), holding_{nullptr, Turns(dice), lane} {}

void Answerer::look() {
  const snapshot::Snapshot* now = reader_.get();
  if (now == holding_.snapshot) return;
  holding_.snapshot = now;
  holding_.turns.grow(now->turns);
}

std::size_t Answerer::answer_any(Bytes request, Transport transport, std::span<std::uint8_t> out) {
  dns::Query query;
  const dns::ParseResult result = dns::parse_query(request, query);
  if (result.parsed == dns::Parsed::drop) {
    const bool is_cut = request.size() < dns::header_size;
    holding_.lane.add(count::of(is_cut ? Drop::malformed : Drop::response));
    return 0;
  }
  holding_.lane.add(count::of(query.type));
  dns::Reply reply(query, out, reply_limit(query.edns, transport));
  if (result.parsed == dns::Parsed::refuse) return refuse(reply, result.rcode);
  if (holding_.snapshot == nullptr) return refuse(reply, dns::Rcode::servfail);
  return Composer(*holding_.snapshot, holding_.turns, query, reply).answer(holding_.lane);
}

std::size_t Answerer::refuse(dns::Reply& reply, dns::Rcode rcode) {
  holding_.lane.add(count::of(rcode));
  return reply.finish_with(rcode);
}

}  // namespace rota::serve
