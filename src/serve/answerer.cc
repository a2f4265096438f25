#include "serve/answerer.h"

#include "serve/chaos.h"
#include "serve/composer.h"
#include "snapshot/counts.h"

namespace rota::serve {

namespace count = snapshot::count;
using dns::ErrorInfo;
using dns::Rcode;
using snapshot::Drop;

Answerer::Answerer(Published<snapshot::Snapshot>& source, Dice dice, Lane lane, const Clock& clock)
    : reader_(source), holding_{nullptr, Turns(dice), lane}, clock_(clock) {}

void Answerer::look() {
  const snapshot::Snapshot* now = reader_.get();
  if (now == holding_.snapshot) return;
  holding_.snapshot = now;
  holding_.turns.grow(now->turns);
  holding_.udp_limit = now->service.udp_without_cookie;
}

std::size_t Answerer::answer_any(Bytes request, const Peer& peer, std::span<std::uint8_t> out) {
  dns::Query query;
  const dns::ParseResult result = dns::parse_query(request, query);
  if (result.parsed == dns::Parsed::drop) {
    const bool is_cut = request.size() < dns::header_size;
    holding_.lane.add(count::of(is_cut ? Drop::malformed : Drop::response));
    return 0;
  }
  holding_.lane.add(count::of(query.type));
  if (holding_.snapshot == nullptr) {
    dns::Reply reply(query, out, reply_limit(query.edns, peer.transport(), holding_.udp_limit));
    return refuse(reply, Rcode::servfail);
  }
  const snapshot::Service& service = holding_.snapshot->service;
  const Told told = answer_options(query.options, peer, service, clock_);
  const std::uint16_t most = told.is_proven() ? dns::udp_limit : holding_.udp_limit;
  dns::Reply reply(query, out, reply_limit(query.edns, peer.transport(), most), told.options.bytes());
  if (result.parsed == dns::Parsed::refuse) return refuse(reply, result.rcode);
  if (result.parsed == dns::Parsed::cookie) return refuse(reply, told.rcode_of_cookie_alone());
  if (service.cookies.required && peer.transport() == Transport::udp && told.lacks_proof())
    return refuse(reply, Rcode::badcookie);
  if (query.in_class == dns::Class::ch) return answer_chaos(query, service, reply, holding_.lane);
  return Composer(*holding_.snapshot, holding_.turns, query, reply).answer(holding_.lane);
}

// With a reason where the code alone leaves one open.
std::size_t Answerer::refuse(dns::Reply& reply, Rcode rcode) {
  if (rcode == Rcode::servfail) reply.set_error(ErrorInfo::not_ready);
  if (rcode == Rcode::notimp || rcode == Rcode::refused) reply.set_error(ErrorInfo::not_supported);
  holding_.lane.add(count::of(rcode));
  return reply.finish_with(rcode);
}

}  // namespace rota::serve
