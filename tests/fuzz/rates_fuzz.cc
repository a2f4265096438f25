// Any sources at any times, held against a slow and exact model of the rates: a table
// with room for all decides as the model does.
// Ids: O-03
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "base/bytes.h"
#include "base/prefix.h"
#include "serve/rate_table.h"
#include "support/require.h"

using namespace rota;
using namespace rota::serve;
using test::require;
using Kind = RateTable::Kind;

namespace {

constexpr std::uint64_t second = 1'000'000'000;
constexpr std::uint64_t a_time_wraps = std::uint64_t{1} << 48;

// Buckets without end, one for each network that was ever met.
class Model {
 public:
  explicit Model(Rate rate) : cost_(second / rate.responses), tolerance_(cost_ * rate.burst) {}

  bool has_room(const Address& address, Kind kind, std::uint64_t now) {
    for (const auto& [bits, times] : levels(address))
      if (at(address, kind, bits) >= now + tolerance_) return false;
    return true;
  }
  void charge(const Address& address, Kind kind, std::uint64_t now) {
    for (const auto& [bits, times] : levels(address)) {
      std::uint64_t& empty_at = at(address, kind, bits);
      empty_at = std::max(empty_at, now) + cost_ / times;
    }
  }

 private:
  // By the network's bits, how many times an address's rate it may have.
  using Levels = std::map<std::uint8_t, std::uint64_t>;

  static const Levels& levels(const Address& address) {
    static const Levels v4{{18, 768}, {20, 256}, {24, 32}, {32, 1}};
    static const Levels v6{{32, 64}, {48, 4}, {56, 3}, {64, 2}, {128, 1}};
    return address.family() == Family::v4 ? v4 : v6;
  }
  std::uint64_t& at(const Address& address, Kind kind, std::uint8_t bits) {
    return empty_at_[{kind, bits, masked(address, bits)}];
  }

  std::uint64_t cost_, tolerance_;
  std::map<std::tuple<Kind, std::uint8_t, Address>, std::uint64_t> empty_at_{};
};

// Few enough that no two networks have the same bucket, and enough to exhaust networks of each size.
constexpr std::uint16_t sources = 4096;
Address source(std::uint16_t number) {
  const auto octet = [](int value) { return static_cast<std::uint8_t>(value); };
  constexpr int of_v4 = 2560, in_24 = 40;
  if (number < of_v4)
    return Address::v4(std::array<std::uint8_t, 4>{10, 0, octet(number / in_24), octet(number % in_24)});
  const int rest = number - of_v4;
  std::array<std::uint8_t, 16> v6{
      0x20, 0x01, 0x0d, 0xb8, 0, octet(rest / 64), octet(rest / 16 % 4), octet(rest / 4 % 4)};
  v6[15] = octet(rest % 4);
  return Address::v6(v6);
}

struct Run {
  Run(Rate rate, std::uint64_t start) : rate(rate), now(start) {}

  // Of four octets: from where, how long after the last, and from how many beyond.
  void happen(Bytes event) {
    now += (std::uint64_t{event[1]} << (event[2] % 24)) * 1000;  // up to 36 minutes, mostly far less
    const Kind kind = (event[2] & 0x80) != 0 ? Kind::negative : Kind::positive;
    for (std::uint16_t i = 0; i <= event[3]; ++i)
      ask(source(static_cast<std::uint16_t>((event[0] * 16 + i) % sources)), kind);
  }
  void ask(const Address& from, Kind kind) {
    const bool has_room = model.has_room(from, kind, now);
    require(table.take(from, kind, rate, now) == has_room, "the table is exact");
    if (has_room) model.charge(from, kind, now);
  }

  Rate rate;
  std::uint64_t now;
  RateTable table{65536, SipKey{7}};
  Model model{rate};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t head = 3, each = 4, most = 20;
  if (size < head) return 0;
  const Rate rate{.responses = 1U + data[0], .burst = 1U + data[1] % 16};
  // Now and then while a time wraps.
  Run run(rate, a_time_wraps - std::uint64_t{data[2]} * second);
  const std::size_t events = std::min((size - head) / each, most);
  for (std::size_t i = 0; i < events; ++i) run.happen({data + head + i * each, each});
  return 0;
}
