#include "serve/reply_options.h"

#include <array>
#include <chrono>

#include "dns/client_subnet.h"

namespace rota::serve {

namespace {

constexpr milliseconds keepalive_unit{100};  // RFC 7828 section 3.1

dns::Stamp stamp_of(const Clock& clock) {
  const auto since = clock.wall().time_since_epoch();
  return static_cast<dns::Stamp>(std::chrono::duration_cast<seconds>(since).count());
}

// A good cookie goes back as it came; all others get one made for them.
dns::CookieState answer_cookie(Bytes cookie, const Address& address, dns::Stamp now,
                               const std::vector<dns::CookieSecret>& secrets, dns::OptionList& out) {
  const dns::CookieState state = dns::check_cookie(secrets, cookie, address, now);
  if (state == dns::CookieState::good)
    out.add(dns::Option::cookie, cookie);
  else
    out.add(dns::Option::cookie, dns::make_cookie(secrets.front(), cookie, address, now));
  return state;
}

}  // namespace

void answer_options(const dns::AskedOptions& asked, const Peer& peer, const snapshot::Service& service,
                    const Clock& clock, ReplyOptions& out) {
  out.list.clear();
  out.cookie.reset();
  out.client_subnet.reset();
  out.is_malformed = false;
  if (asked.nsid && !service.nsid.empty()) out.list.add(dns::Option::nsid, service.nsid);
  if (!asked.cookie.empty() && !service.cookies.secrets.empty())
    out.cookie =
        answer_cookie(asked.cookie, peer.address(), stamp_of(clock), service.cookies.secrets, out.list);
  if (asked.keepalive && peer.transport() == Transport::tcp) {
    std::array<std::uint8_t, 2> idle;
    store16(idle.data(), static_cast<std::uint16_t>(peer.idle() / keepalive_unit));
    out.list.add(dns::Option::keepalive, idle);
  }
  if (asked.client_subnet && service.answers_by_asker) {
    out.client_subnet = dns::read_client_subnet(*asked.client_subnet);
    out.is_malformed = !out.client_subnet;
    if (!out.is_malformed) out.list.add(dns::Option::client_subnet, *asked.client_subnet);
  }
}

}  // namespace rota::serve
