#include "policy/plan.h"

#include <cstring>
#include <type_traits>

namespace rota::policy {

namespace {

using Numbers = std::vector<std::uint32_t>;

constexpr std::size_t head_size = sizeof(PlanHead) / sizeof(std::uint32_t);
static_assert(sizeof(PlanHead) % sizeof(std::uint32_t) == 0);

// A head and what lies behind it; the count follows from that.
Numbers with_head(PlanHead head, const Numbers& behind) {
  head.count = static_cast<std::uint32_t>(behind.size());
  Numbers out(head_size);
  std::memcpy(out.data(), &head, sizeof head);
  out.insert(out.end(), behind.begin(), behind.end());
  return out;
}

Numbers flat(const Nobody& /*plan*/) { return with_head({}, {}); }

Numbers flat(const ByTurn& plan) {
  return with_head({.kind = PlanHead::Kind::turn,
                    .turns_order = plan.turns_order,
                    .width = plan.width,
                    .stride = plan.stride,
                    .first = plan.first_line},
                   plan.cuts);
}

Numbers flat(const ByHash& plan) {
  return with_head({.kind = PlanHead::Kind::hash, .prefix4 = plan.prefix4, .prefix6 = plan.prefix6},
                   plan.slots);
}

Numbers flat(const ByPlace& plan, std::uint32_t first_map) {
  Numbers children;
  Numbers starts;
  for (const ChildPlan& child : plan.children) {
    starts.push_back(static_cast<std::uint32_t>(head_size + plan.children.size() + children.size()));
    const Numbers more = std::visit([](const auto& each) { return flat(each); }, child);
    children.insert(children.end(), more.begin(), more.end());
  }
  Numbers out = with_head({.kind = PlanHead::Kind::place, .first = first_map + plan.map}, starts);
  out.insert(out.end(), children.begin(), children.end());
  return out;
}

Chances chances_of(const Nobody& /*plan*/, std::size_t lines) {
  return {std::vector<std::uint64_t>(lines), 1};
}

Chances chances_of(const ByTurn& plan, std::size_t lines) {
  Chances out{std::vector<std::uint64_t>(lines), plan.width};
  for (std::size_t i = 0; i < plan.cuts.size(); ++i) {
    const std::uint32_t end = i + 1 < plan.cuts.size() ? plan.cuts[i + 1] : plan.width;
    out.of[plan.first_line + i] += end - plan.cuts[i];
  }
  return out;
}

Chances chances_of(const ByHash& plan, std::size_t lines) {
  Chances out{std::vector<std::uint64_t>(lines), plan.slots.size()};
  for (const std::uint32_t line : plan.slots) ++out.of[line];
  return out;
}

Chances chances_of(const ByPlace& plan, std::size_t lines) {
  constexpr std::uint64_t each = std::uint64_t{1} << 32;  // of a child
  Chances out{std::vector<std::uint64_t>(lines), each * plan.children.size()};
  for (const ChildPlan& child : plan.children) {
    const Chances of_child = std::visit([&](const auto& one) { return chances_of(one, lines); }, child);
    for (std::size_t line = 0; line < lines; ++line) out.of[line] += of_child.of[line] * each / of_child.all;
  }
  return out;
}

// The same on every server and for ever: an asker is to find its line again elsewhere.
// Nobody gains by choosing addresses that fall together, so there is no key.
std::uint64_t hash(const AddressKey& key) {
  const auto mix = [](std::uint64_t x) {  // the finalizer of SplitMix64
    x = (x ^ x >> 30) * 0xBF58'476D'1CE4'E5B9;
    x = (x ^ x >> 27) * 0x94D0'49BB'1331'11EB;
    return x ^ x >> 31;
  };
  return mix(mix(key.high) + key.low + 0x9E37'79B9'7F4A'7C15);
}

}  // namespace

Chances chances(const Plan& plan, std::size_t lines) {
  return std::visit([&](const auto& each) { return chances_of(each, lines); }, plan);
}

void append(std::vector<std::byte>& out, const Plan& plan, std::uint32_t first_map) {
  const Numbers numbers = std::visit(
      [&](const auto& each) {
        if constexpr (std::is_same_v<decltype(each), const ByPlace&>)
          return flat(each, first_map);
        else
          return flat(each);
      },
      plan);
  const auto octets = std::as_bytes(std::span(numbers));
  out.insert(out.end(), octets.begin(), octets.end());
}

Choice choose_by_hash(const PlanHead& plan, const Asker& asker, std::uint64_t& turn) {
  const std::uint8_t prefix = asker.address.family() == Family::v4 ? plan.prefix4 : plan.prefix6;
  const std::uint8_t bits = std::min(prefix, asker.bits);
  const std::uint64_t number = hash(AddressKey(masked(asker.address, bits))) >> 32;
  return {plan.numbers()[number * plan.count >> 32], bits, 0, &turn};
}

// Where the map goes by more bits than are known of the asker, those are 0: the scope says
// so, and who asked may ask again for less (RFC 7871 section 7.2.1).
Child child_for(const PlanHead& plan, const Asker& asker, const Maps& maps) {
  const auto [number, bits] = maps[plan.first]->find(asker.address);
  const auto* const at = reinterpret_cast<const std::uint32_t*>(&plan) + plan.numbers()[number];
  return {reinterpret_cast<const PlanHead*>(at), number, bits};
}

}  // namespace rota::policy
