#include "serve/ready.h"

#include "dns/options.h"
#include "serve/ready_node.h"
#include "serve/ready_turn.h"
#include "serve/ready_zones.h"

namespace rota::serve {

namespace {

// Of a request with any options: the reply's. False: it is not for here, or refused for its own.
[[gnu::always_inline]] inline bool answer_options(Bytes request, const Peer& peer, Holding& holding,
                                                  Asked& asked) {
  Bytes options;
  dns::AskedOptions read;
  if (!read_with_options(request, asked, options) || !dns::read_options(options, read)) return false;
  const snapshot::Service& service = holding.snapshot->service;
  answer_options(read, peer, service, holding.time, holding.options);
  const bool must_prove = service.cookies.required && !peer.proves_address();
  return !holding.options.is_malformed && !(must_prove && holding.options.lacks_proof());
}

// Of a request as most resolvers send it, with a cookie that is good: the cookie goes back.
[[gnu::always_inline]] inline bool answer_good_cookie(Bytes request, const Peer& peer, Holding& holding,
                                                      Asked& asked) {
  const auto& secrets = holding.snapshot->service.cookies.secrets;
  if (secrets.empty() || !has_full_cookie_alone(request, asked)) return false;
  const auto option = request.last<full_cookie_size>();
  if (dns::check_cookie(secrets, option.subspan<dns::option_head>(), peer.address(), holding.time.stamp()) !=
      dns::CookieState::good)
    return false;
  return_cookie(option, holding.options);
  return true;
}

// Member by member: a copy of the whole would be made on the stack first, for every question.
[[gnu::always_inline]] inline void keep(const ReadyReply& reply, Holding& holding) {
  ReadyReply& out = holding.reply;
  out.request = reply.request;
  out.asked.name = reply.asked.name;
  out.asked.type = reply.asked.type;
  out.asked.edns.present = reply.asked.edns.present;
  out.asked.edns.dnssec_ok = reply.asked.edns.dnssec_ok;
  out.asked.has_options = reply.asked.has_options;
  out.out = reply.out;
  out.room = reply.room;
  out.options = reply.options;
}

[[gnu::always_inline]] inline std::size_t answer_place(const ReadyReply& reply, const snapshot::Menu& menu,
                                                       const snapshot::ImagePlace& place, Holding& holding) {
  const Turn turn(menu, policy::choose_by_turn(menu.plan(), holding.turns.of(place.turn)));
  if (turn.records.size() > reply.room) return not_ready;
  ++turn.count;  // used up only by an answer that leaves
  holding.counters.add(turn.counter + stats::line_ready);
  std::memcpy(reply.sections(), turn.records.data(), turn.records.size());
  return reply.finish({.flags = is_authoritative, .answers = turn.record_count}, turn.records.size());
}

// Inlined, so that who asks without options pays for none.
[[gnu::always_inline]] inline std::size_t answer_asked(Bytes request, const Asked& asked, Holding& holding,
                                                       const Peer& peer, std::span<std::uint8_t> out) {
  std::size_t around = asked.question_end() + (asked.edns.present ? dns::opt_size : 0);
  std::uint16_t most = holding.udp_limit;
  if (asked.has_options) {
    around += holding.options.list.bytes().size();
    if (holding.options.is_proven()) most = dns::udp_limit;
  }
  const std::size_t limit = std::min(reply_limit(asked.edns, peer, most), out.size());
  if (limit < around) return not_ready;
  const ReadyReply reply{request, asked, out.data(), limit - around, &holding.options};
  const std::uint64_t hash = dns::hash(asked.name);
  if (holding.listed == nullptr) {
    keep(reply, holding);
    return answer_guarded(holding, hash, peer);
  }
  if (const snapshot::ImagePlace* place = holding.listed->find(hash, asked.name, asked.type)) {
    const snapshot::Menu menu = holding.listed->menu(*place);
    // Who asks matters to few plans, and only serve/ready_zones.cc finds out.
    if (menu.plan().kind == policy::PlanHead::Kind::turn) return answer_place(reply, menu, *place, holding);
  }
  const snapshot::Zones& zones = *holding.snapshot->zones;
  const NodeFound found = find_node(zones, hash, asked, holding.last_encloser);
  if (!found.node) return not_ready;
  if (!found.is_absent && found.node->has_or_is_alias(asked.type)) {
    keep(reply, holding);
    return answer_at(holding, peer, *found.node);
  }
  return deny(holding, reply, zones.zone_of(*found.node),
              found.is_absent ? dns::Rcode::nxdomain : dns::Rcode::noerror);
}

[[gnu::noinline]] std::size_t answer_with_options(Bytes request, Holding& holding, const Peer& peer,
                                                  std::span<std::uint8_t> out) {
  Asked asked;
  if (holding.snapshot == nullptr) return not_ready;
  if (!answer_good_cookie(request, peer, holding, asked) && !answer_options(request, peer, holding, asked))
    return not_ready;
  return answer_asked(request, asked, holding, peer, out);
}

}  // namespace

std::size_t answer_ready(Bytes request, Holding& holding, const Peer& peer, std::span<std::uint8_t> out) {
  if (!is_usual(request)) return not_ready;
  Asked asked;
  if (!has_no_options(request, asked)) return answer_with_options(request, holding, peer, out);
  const std::size_t opt = asked.edns.present ? dns::opt_size : 0;
  if (!read_question(request, request.data() + request.size() - opt, asked)) return not_ready;
  return answer_asked(request, asked, holding, peer, out);
}

}  // namespace rota::serve
