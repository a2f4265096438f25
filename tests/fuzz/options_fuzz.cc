// The options of a request's OPT, and the cookie among them: read or refused within
// their bounds; a cookie that anybody makes up proves nothing, and one of ours is good
// for whom it was made and for nobody else; a client subnet is what a naive reader takes
// it for, bit by bit, and goes back with its scope.
// Ids: P-46 P-47 P-51 P-52 P-53 C-05
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "dns/client_subnet.h"
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

bool bit_of(Bytes octets, std::size_t bit) { return (octets[bit / 8] >> (7 - bit % 8) & 1) != 0; }

// Whether RFC 7871 section 6 allows it in a request.
bool is_subnet(Bytes option) {
  if (option.size() < 4 || option[0] != 0 || option[1] > 2 || option[3] != 0) return false;
  const std::size_t source = option[2], bits = 8 * (option.size() - 4);
  const std::size_t most = option[1] == 0 ? 0 : option[1] == 1 ? 32 : 128;
  if (source > most || bits < source || bits >= source + 8) return false;
  for (std::size_t bit = source; bit < bits; ++bit)
    if (bit_of(option.subspan(4), bit)) return false;
  return true;
}

// The first option of this code, of a list that adds up.
std::optional<Bytes> first_of(Bytes options, std::uint16_t code) {
  while (!options.empty()) {
    const std::size_t size = load16(options.data() + 2);
    if (load16(options.data()) == code) return options.subspan(4, size);
    options = options.subspan(4 + size);
  }
  return {};
}

void check_subnet(Bytes option) {
  const auto read = read_client_subnet(option);
  require(read.has_value() == is_subnet(option), "a client subnet is read as a naive reader does");
  if (!read) return;
  const Bytes told = option.subspan(4), address = read->address.bytes();
  require(read->bits == option[2], "its source are the bits that count");
  for (std::size_t bit = 0; bit < 8 * address.size(); ++bit)
    require(bit_of(address, bit) == (bit < 8 * told.size() && bit_of(told, bit)), "bit by bit");
  OptionList back;
  back.add(Option::nsid, told);
  back.add(Option::client_subnet, option);
  back.set_scope(option[1]);
  std::vector<std::uint8_t> expected(option.begin(), option.end());
  expected[3] = option[1];
  require(std::ranges::equal(*first_of(back.bytes(), 8), expected), "it goes back with its scope");
  require(std::ranges::equal(*first_of(back.bytes(), 3), told), "and nothing else is changed");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes whole(data, size);
  AskedOptions asked;
  if (read_options(whole, asked)) {
    require(lies_in(asked.cookie, whole), "what is found is in the request");
    if (!asked.cookie.empty()) check(asked.cookie, load32(asked.cookie.data()));
    const auto subnet = first_of(whole, 8);
    require(asked.client_subnet.has_value() == subnet.has_value(), "a client subnet is found where one is");
    if (subnet) require(subnet->data() == asked.client_subnet->data(), "and the first one counts");
    if (subnet) check_subnet(*asked.client_subnet);
  }
  check_subnet(whole);
  OptionList list;
  for (std::size_t at = 0; at + 1 < size; at += data[at] % 64 + std::size_t{1})
    list.add(static_cast<Option>(data[at]),
             whole.subspan(at, std::min<std::size_t>(data[at + 1], size - at)));
  AskedOptions back;
  require(list.bytes().size() <= OptionList::room, "options never outgrow their room");
  static_cast<void>(read_options(list.bytes(), back));
  return 0;
}
