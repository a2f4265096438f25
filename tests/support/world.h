// A snapshot of a few zones and pools, and an Answerer that answers from it.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy/policy.h"
#include "serve/answerer.h"
#include "serve/ready_sets.h"
#include "stats/layout.h"
#include "support/counters.h"
#include "support/fake_clock.h"
#include "support/message.h"
#include "support/peer.h"
#include "support/zone_builder.h"

namespace rota::test {

struct MenuOrder {
  dns::Type type{};
  std::vector<Octets> members{};  // rdata; none = nobody may be named
  std::string policy = "round_robin";
  std::vector<std::uint32_t> weights{};  // all 1 when empty
  std::size_t answers = 0;
  std::optional<policy::Plan> plan{};  // in place of the policy's; a line for each member
  std::uint32_t ttl = 30;
  snapshot::Empty empty = snapshot::Empty::nodata;
  CounterId first_counter = shared_counters;
};

struct PoolDraft {
  std::vector<MenuOrder> menus;
  std::uint32_t negative_ttl = 5;
  policy::Maps maps{};  // that its plans look into; of one pool of a world
};

// What the policy makes of members that are all well.
inline policy::Menu policy_menu(const MenuOrder& order) {
  if (order.plan) {
    policy::Menu out{.lines = {}, .plan = *order.plan};
    for (std::size_t i = 0; i < order.members.size(); ++i) out.lines.push_back({policy::CandidateId::at(i)});
    return out;
  }
  policy::Candidates candidates{.answers = order.answers};
  for (std::size_t i = 0; i < order.members.size(); ++i) {
    const std::uint32_t weight = order.weights.empty() ? 1 : order.weights[i];
    candidates.members.push_back({"", weight, weight});
  }
  const Table none;
  Mistakes mistakes;
  Settings options(none, {}, mistakes);
  return policy::all_policies().at(order.policy).read(options).make(candidates);
}

constexpr std::uint32_t most_children = 4;  // of a plan by place

inline snapshot::MenuDraft make_menu(const MenuOrder& order, std::uint32_t negative_ttl) {
  snapshot::MenuDraft out;
  out.empty = order.empty;
  out.negative_ttl = negative_ttl;
  if (order.members.empty()) return out;
  const policy::Menu menu = policy_menu(order);
  for (const policy::Line& line : menu.lines) {
    ReadySet set(order.type, order.ttl, {});
    for (const policy::CandidateId member : line) set.add(order.ttl, order.members[member.value]);
    const auto before = static_cast<std::uint32_t>(out.lines.size()) * stats::counters_a_line;
    out.lines.push_back({set.count, set.record_size, set.bytes, order.first_counter + before});
  }
  out.plan = menu.plan;
  return out;
}

inline std::shared_ptr<const snapshot::Image> make_image(std::vector<ZoneBuilder>& zones,
                                                         const std::vector<PoolDraft>& pools) {
  std::vector<dns::Name> names;
  std::vector<ZoneBuilder::PoolName*> places;
  for (ZoneBuilder& zone : zones)
    zone.place_pools([&](const std::string& name, ZoneBuilder::PoolName& pool) {
      names.push_back(dns::parse_name(name).value());
      places.push_back(&pool);
    });
  std::vector<snapshot::PlaceOrder> orders;
  for (std::size_t i = 0; i < places.size(); ++i)
    orders.push_back(
        {names[i], places[i]->type, TurnId{places[i]->turn * snapshot::most_turns * most_children}});
  auto out = std::make_shared<snapshot::Image>(orders, 4096 + 8 * orders.size());
  snapshot::Link room = out->first_room();
  for (std::size_t i = 0; i < places.size(); ++i) {
    places[i]->place = out->places()[i];
    MenuOrder order{.type = places[i]->type};
    const PoolDraft& pool = pools.at(places[i]->pool);
    for (const MenuOrder& menu : pool.menus)
      if (menu.type == order.type) order = menu;
    const auto block = snapshot::write_menu(make_menu(order, pool.negative_ttl));
    out->write(room, block);
    out->point(places[i]->place, room);
    room += static_cast<snapshot::Link>(block.size() / snapshot::image_unit);
    if (order.type == dns::Type::a || order.type == dns::Type::aaaa) out->list(places[i]->place);
  }
  return out;
}

inline std::shared_ptr<const snapshot::Snapshot> make_snapshot(std::vector<ZoneBuilder> zones,
                                                               const std::vector<PoolDraft>& pools = {},
                                                               const snapshot::Service& service = {}) {
  auto out = std::make_shared<snapshot::Snapshot>();
  out->image = make_image(zones, pools);
  for (const snapshot::Link place : out->image->places())
    out->turns =
        std::max(out->turns, (out->image->place(place).turn + snapshot::most_turns * most_children).value);
  for (const PoolDraft& pool : pools)
    if (!pool.maps.empty()) out->maps = std::make_shared<const policy::Maps>(pool.maps);
  out->zones = serve::with_ready_sets(write_zones(zones));
  out->service = service;
  return out;
}

class World {
 public:
  World() = default;
  explicit World(ZoneBuilder zone, std::vector<PoolDraft> pools = {}, snapshot::Service service = {})
      : pools_(std::move(pools)), service_(std::move(service)) {
    add(std::move(zone));
  }

  World& add(ZoneBuilder zone) {
    zones_.push_back(std::move(zone));
    return *this;
  }

  // The octets of the reply; none when nothing is to be sent.
  Octets answer(const Octets& request, Transport transport = Transport::udp) {
    return answer_to(some_peer(transport), request);
  }
  Octets answer_to(const serve::Peer& peer, const Octets& request) {
    if (!zones_.empty()) source_.publish(make_snapshot(std::move(zones_), pools_, service_));
    zones_.clear();
    answerer_.look();
    const Octets exact(request.begin(), request.end());
    Octets out(!peer.is_connected() ? dns::udp_limit : serve::largest_reply);
    out.resize(answerer_.answer(exact, peer, out));
    return out;
  }

  // The reply, read back: a malformed one fails the reader's caller.
  Message ask(const Octets& request, Transport transport = Transport::udp) {
    return read_message(answer(request, transport)).value();
  }
  Message ask(std::string_view name, dns::Type type, Transport transport = Transport::udp) {
    return ask(Packet().question(name, static_cast<std::size_t>(type)).opt(), transport);
  }

  Published<snapshot::Snapshot>& source() { return source_; }
  FakeClock& clock() { return clock_; }
  const stats::AllCounters& all_counters() const { return all_counters_; }  // in which it counts

 private:
  std::vector<ZoneBuilder> zones_;
  std::vector<PoolDraft> pools_;
  snapshot::Service service_;
  Published<snapshot::Snapshot> source_;
  OpenCounters all_counters_;
  FakeClock clock_;
  serve::RateTable rates_{64};
  serve::Answerer answerer_{source_, Dice(1), all_counters_.add(udp4), clock_, &rates_};
};

}  // namespace rota::test
