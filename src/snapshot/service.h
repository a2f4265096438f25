// What query threads go by beyond zones and pools, as the operator set it: ready to
// be sent or compared. It travels in the snapshot, so a reload swaps it with all else.
#pragma once

#include <cstdint>
#include <vector>

#include "dns/cookie.h"
#include "dns/edns.h"
#include "snapshot/access.h"
#include "snapshot/rate_limit.h"

namespace rota::snapshot {

struct Cookies {
  std::vector<dns::CookieSecret> secrets{};  // the first makes them; none: there are no cookies
  bool required = false;                     // of clients that know what a cookie is (RFC 7873 section 5.2.3)
};

struct Service {
  std::vector<std::uint8_t> nsid{};  // told to who asks for it (RFC 5001); empty: to nobody
  // Rdata of the TXT records of version.bind and hostname.bind (RFC 4892); empty: not told.
  std::vector<std::uint8_t> version{};
  std::vector<std::uint8_t> identity{};
  Cookies cookies{};
  RateLimit rate_limit{};
  Access access{};
  // Whether a plan looks at who asks: client subnets are read then, and sent back (RFC 7871
  // section 7.2.1). No plan does before ByPlace, and only tests set it.
  bool answers_by_asker = false;
  std::uint16_t udp_without_cookie = dns::udp_limit;  // the largest reply to who has not proven its address
};

}  // namespace rota::snapshot
