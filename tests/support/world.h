// A snapshot of a few zones and pools, and an Answerer that answers from it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy/policy.h"
#include "serve/answerer.h"
#include "support/message.h"
#include "support/zone_builder.h"

namespace rota::test {

struct MenuOrder {
  dns::Type type{};
  std::vector<Octets> members{};  // rdata; none = nobody may be named
  std::string policy = "round_robin";
  std::vector<std::uint32_t> weights{};  // all 1 when empty
  std::size_t answers = 0;
  std::uint32_t ttl = 30;
  snapshot::Empty empty = snapshot::Empty::nodata;
};

inline snapshot::Menu make_menu(const MenuOrder& order) {
  snapshot::Menu out;
  out.type = order.type;
  out.empty = order.empty;
  if (order.members.empty()) return out;
  const auto weights =
      order.weights.empty() ? std::vector<std::uint32_t>(order.members.size(), 1) : order.weights;
  out.policy = policy::all_policies().at(order.policy).make({weights, order.answers});
  for (const policy::MemberSet& line : out.policy->menu()) {
    ReadySet set(order.type, order.ttl, {});
    for (const std::size_t member : line) set.add(order.ttl, order.members[member]);
    out.lines.push_back({static_cast<std::uint32_t>(out.bytes.size()),
                         static_cast<std::uint32_t>(set.bytes.size()), set.count, set.record_size});
    put(out.bytes, set.bytes);
  }
  return out;
}

inline std::shared_ptr<const snapshot::Pool> make_pool(const std::vector<MenuOrder>& menus,
                                                       std::uint32_t negative_ttl = 5) {
  auto out = std::make_shared<snapshot::Pool>();
  for (const MenuOrder& menu : menus) out->menus.push_back(make_menu(menu));
  out->negative_ttl = negative_ttl;
  return out;
}

// Slots are as many as the tests ever use.
inline std::shared_ptr<const snapshot::Snapshot> make_snapshot(
    std::vector<ZoneBuilder> zones, std::vector<std::shared_ptr<const snapshot::Pool>> pools = {}) {
  auto out = std::make_shared<snapshot::Snapshot>();
  out->zones = zones_of(std::move(zones));
  out->pools = std::move(pools);
  out->slots = 64;
  return out;
}

class World {
 public:
  World() = default;
  explicit World(ZoneBuilder zone, std::vector<std::shared_ptr<const snapshot::Pool>> pools = {})
      : pools_(std::move(pools)) {
    add(std::move(zone));
  }

  World& add(ZoneBuilder zone) {
    zones_.push_back(std::move(zone));
    return *this;
  }

  // The octets of the reply; none when nothing is to be sent.
  Octets answer(const Octets& request, serve::Transport transport = serve::Transport::udp) {
    if (!zones_.empty()) source_.publish(make_snapshot(std::move(zones_), std::move(pools_)));
    zones_.clear();
    const Octets exact(request.begin(), request.end());
    Octets out(transport == serve::Transport::udp ? dns::udp_limit : serve::largest_reply);
    out.resize(answerer_.answer(exact, Address(), transport, out));
    return out;
  }

  // The reply, read back: a malformed one fails the reader's caller.
  Message ask(const Octets& request, serve::Transport transport = serve::Transport::udp) {
    return read_message(answer(request, transport)).value();
  }
  Message ask(std::string_view name, dns::Type type, serve::Transport transport = serve::Transport::udp) {
    return ask(Packet().question(name, static_cast<std::size_t>(type)).opt(), transport);
  }

  Published<snapshot::Snapshot>& source() { return source_; }

 private:
  std::vector<ZoneBuilder> zones_;
  std::vector<std::shared_ptr<const snapshot::Pool>> pools_;
  Published<snapshot::Snapshot> source_;
  serve::Answerer answerer_{source_, Dice(1)};
};

}  // namespace rota::test
