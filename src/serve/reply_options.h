// What the OPT of a reply tells beyond its size: the answers to a request's options;
// and what its cookie proves.
#pragma once

#include <cstring>
#include <optional>

#include "base/clock.h"
#include "base/prefix.h"
#include "dns/cookie.h"
#include "dns/edns.h"
#include "dns/options.h"
#include "dns/types.h"
#include "serve/peer.h"
#include "snapshot/service.h"

namespace rota::serve {

struct ReplyOptions {
  dns::OptionList list{};
  std::optional<dns::CookieState> cookie{};  // nothing: none was sent, or there are none here
  std::optional<Prefix> client_subnet{};     // where answers depend on it
  bool is_malformed = false;                 // the client subnet is

  // Adds the list to an OPT without options; returns by what that grows.
  std::size_t append_to(std::uint8_t* opt) const {
    const Bytes bytes = list.bytes();
    std::memcpy(opt + dns::opt_size, bytes.data(), bytes.size());
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

// Sets `out`, which may hold those of another reply.
void answer_options(const dns::AskedOptions& asked, const Peer& peer, const snapshot::Service& service,
                    const Clock& clock, ReplyOptions& out);

}  // namespace rota::serve
