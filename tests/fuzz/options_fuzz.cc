// The options of a request's OPT, and the cookie among them: read or refused within
// their bounds; a cookie that anybody makes up proves nothing, and one of ours is good
// for whom it was made and for nobody else.
// Ids: P-46 P-47 P-51 C-05
#include <array>
#include <vector>

#include "dns/cookie.h"
#include "dns/options.h"
#include "support/require.h"

using namespace rota;
using test::require;
using namespace rota::dns;

namespace {

bool lies_in(Bytes part, Bytes whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void check(Bytes cookie, Stamp now) {
  static const std::vector<CookieSecret> secrets{random_key(), random_key()};
  const Address here = *parse_address("192.0.2.1"), elsewhere = *parse_address("2001:db8::1");
  require(cookie.size() == 8 || (cookie.size() >= 16 && cookie.size() <= 40),
          "a cookie has a size that cookies have");
  const CookieState state = check_cookie(secrets, cookie, here, now);
  require(state == (cookie.size() == 8 ? CookieState::none : CookieState::bad), "nobody guesses a cookie");
  const Cookie ours = make_cookie(secrets[1], cookie, here, now);
  require(check_cookie(secrets, ours, here, now) == CookieState::aging,
          "one of an older secret is good, and renewed");
  require(check_cookie(secrets, ours, elsewhere, now) == CookieState::bad, "and good nowhere else");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes whole(data, size);
  AskedOptions asked;
  if (read_options(whole, asked)) {
    require(lies_in(asked.cookie, whole), "what is found is in the request");
    if (!asked.cookie.empty()) check(asked.cookie, load32(asked.cookie.data()));
  }
  OptionList list;
  for (std::size_t at = 0; at + 1 < size; at += data[at] % 64 + std::size_t{1})
    list.add(static_cast<Option>(data[at]),
             whole.subspan(at, std::min<std::size_t>(data[at + 1], size - at)));
  AskedOptions back;
  require(list.bytes().size() <= OptionList::room, "options never outgrow their room");
  static_cast<void>(read_options(list.bytes(), back));
  return 0;
}
