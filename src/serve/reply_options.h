// What the OPT of a reply tells beyond its size: the answers to a request's options;
// and what its cookie proves.
#pragma once

#include <optional>

#include "base/clock.h"
#include "dns/cookie.h"
#include "dns/options.h"
#include "dns/types.h"
#include "serve/peer.h"
#include "snapshot/service.h"

namespace rota::serve {

struct ReplyOptions {
  dns::OptionList list;
  std::optional<dns::CookieState> cookie{};  // nothing: none was sent, or there are none here
  std::optional<Prefix> client_subnet{};     // where answers depend on it
  bool is_malformed = false;                 // the client subnet is

  // The peer has received an answer of ours where it says it is: nobody forged that.
  bool is_proven() const { return cookie == dns::CookieState::good || cookie == dns::CookieState::aging; }
  // It could prove that, and does not.
  bool lacks_proof() const { return cookie && !is_proven(); }
  // Where a cookie is all that was asked for (RFC 7873 section 5.4).
  dns::Rcode rcode_of_cookie_alone() const {
    if (!cookie) return dns::Rcode::formerr;
    return cookie == dns::CookieState::bad ? dns::Rcode::badcookie : dns::Rcode::noerror;
  }
};

ReplyOptions answer_options(const dns::AskedOptions& asked, const Peer& peer,
                            const snapshot::Service& service, const Clock& clock);

}  // namespace rota::serve
