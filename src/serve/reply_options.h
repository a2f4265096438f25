// What the OPT of a reply tells beyond its size: the answers to a request's options;
// and what its cookie proves.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/prefix.h"
#include "dns/client_subnet.h"
#include "dns/cookie.h"
#include "dns/edns.h"
#include "dns/options.h"
#include "dns/types.h"
#include "serve/peer.h"
#include "snapshot/service.h"

namespace rota::serve {

// The time of a batch of questions, read when the first of them wants to know it.
class BatchTime {
 public:
  explicit BatchTime(const Clock& clock) : clock_(clock) {}

  void forget() { stamp_.reset(); }
  dns::Stamp stamp() {
    if (!stamp_) read();
    return *stamp_;
  }

 private:
  [[gnu::noinline]] void read() {
    const auto since = clock_.wall().time_since_epoch();
    stamp_ = static_cast<dns::Stamp>(std::chrono::duration_cast<seconds>(since).count());
  }

  const Clock& clock_;
  std::optional<dns::Stamp> stamp_;
};

struct ReplyOptions {
  dns::OptionList list{};
  std::optional<dns::CookieState> cookie{};  // nothing: none was sent, or there are none here
  std::optional<Prefix> client_subnet{};     // where answers depend on it
  bool is_malformed = false;                 // the client subnet is

  // Adds the list to an OPT without options; returns by what that grows.
  [[gnu::always_inline]] std::size_t append_to(std::uint8_t* opt) const {
    const Bytes bytes = list.bytes();
    copy_short(opt + dns::opt_size, bytes);
    store16(opt + dns::opt_size - 2, static_cast<std::uint16_t>(bytes.size()));
    return bytes.size();
  }

  // The peer has received an answer of ours where it says it is: nobody forged that.
  bool is_proven() const { return cookie == dns::CookieState::good || cookie == dns::CookieState::aging; }
  // It could prove that, and does not.
  bool lacks_proof() const { return cookie && !is_proven(); }
  // For how many bits of the client subnet that was sent, if any, the records of the reply hold.
  void tell_scope(std::uint8_t bits) {
    if (client_subnet && client_subnet->bits > 0) list.set_scope(bits);
  }
  // Where a cookie is all that was asked for (RFC 7873 section 5.4).
  dns::Rcode rcode_of_cookie_alone() const {
    if (!cookie) return dns::Rcode::formerr;
    return cookie == dns::CookieState::bad ? dns::Rcode::badcookie : dns::Rcode::noerror;
  }
};

constexpr milliseconds keepalive_unit{100};  // RFC 7828 section 3.1

// A good cookie goes back as it came; all others get one made for them.
[[gnu::always_inline]] inline dns::CookieState answer_cookie(Bytes cookie, const Address& address,
                                                             dns::Stamp now,
                                                             const std::vector<dns::CookieSecret>& secrets,
                                                             dns::OptionList& out) {
  const dns::CookieState state = dns::check_cookie(secrets, cookie, address, now);
  if (state == dns::CookieState::good)
    out.add(dns::Option::cookie, cookie);
  else
    out.add(dns::Option::cookie, dns::make_cookie(secrets.front(), cookie, address, now));
  return state;
}

// Sets `out` to a good cookie that was the only option, and goes back as it came.
template <std::size_t size>
void return_cookie(std::span<const std::uint8_t, size> option, ReplyOptions& out) {
  out.list.set_only(option);
  out.cookie = dns::CookieState::good;
  out.client_subnet.reset();
  out.is_malformed = false;
}

// Sets `out`, which may hold those of another reply. Inlined, as all that it calls for a cookie:
// each call costs the hardened build as much as what it does.
[[gnu::always_inline]] inline void answer_options(const dns::AskedOptions& asked, const Peer& peer,
                                                  const snapshot::Service& service, BatchTime& time,
                                                  ReplyOptions& out) {
  out.list.clear();
  out.cookie.reset();
  out.client_subnet.reset();
  out.is_malformed = false;
  if (asked.nsid && !service.nsid.empty()) out.list.add(dns::Option::nsid, service.nsid);
  if (!asked.cookie.empty() && !service.cookies.secrets.empty())
    out.cookie = answer_cookie(asked.cookie, peer.address(), time.stamp(), service.cookies.secrets, out.list);
  if (asked.keepalive && peer.is_connected()) {
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
