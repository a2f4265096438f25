#include "serve/ready.h"

#include <cstring>

#include "dns/reply.h"
#include "stats/layout.h"

namespace rota::serve {

namespace {

using dns::header_size;
using dns::Type;

constexpr std::uint32_t a_in = 1U << 16 | 1;
constexpr std::uint32_t aaaa_in = 28U << 16 | 1;

// A request as far as it is read here.
struct Shape {
  dns::NameView name;  // if it is one
  Type type{};
  dns::Edns edns;

  std::size_t question_end() const { return header_size + name.size() + 4; }
};

// Whether it is a plain query: opcode 0, one question for addresses, nothing else but
// perhaps an OPT.
bool read_shape(Bytes request, Shape& out) {
  if (request.size() < header_size + 5) return false;
  const std::uint8_t* at = request.data();
  const std::uint8_t* end = at + request.size();
  const std::uint32_t others = load32(at + 8);  // authority and additional
  if ((at[2] & 0xF8) != 0 || load32(at + 4) != 0x0001'0000 || others > 1) return false;
  if (others == 1) {
    if (request.size() < header_size + 5 + dns::opt_size) return false;
    end -= dns::opt_size;
    if (!dns::read_plain_opt(end, out.edns)) return false;
  }
  const std::uint32_t type_and_class = load32(end - 4);
  out.type = static_cast<Type>(type_and_class >> 16);
  out.name = {at + header_size, end - 4};
  return (type_and_class == a_in || type_and_class == aaaa_in) && out.name.size() <= dns::max_name;
}

// What was put into the answer section; no records: nothing was.
struct Written {
  std::uint16_t count = 0;
  std::size_t size = 0;
};

Written write_place(const snapshot::Image& image, const snapshot::ImagePlace& place, Holding& holding,
                    std::span<std::uint8_t> room) {
  const snapshot::Menu menu = image.menu(place);
  // Who asks matters to few plans: the long way knows.
  if (menu.lines() == 0 || menu.plan().kind != policy::PlanHead::Kind::turn) return {};
  const policy::Choice choice = policy::choose_by_turn(menu.plan(), holding.turns.of(place.turn));
  const snapshot::Form form = menu.form(choice.line);
  const Bytes records = form.turned(choice.rotation);
  if (records.size() > room.size()) return {};
  ++*choice.turn;  // used up only by an answer that leaves
  holding.counters.add(menu.counter(choice.line) + stats::line_ready);
  std::memcpy(room.data(), records.data(), records.size());
  return {form.count(), records.size()};
}

// A function of its own, so that pools do not pay for its locals.
[[gnu::noinline]] Written write_set(const Holding& holding, std::uint64_t hash, dns::NameView name, Type type,
                                    std::span<std::uint8_t> room) {
  const snapshot::Zones& zones = *holding.snapshot->zones;
  const auto node = zones.hit(hash, name);
  const auto answers = node ? node->find(type) : std::nullopt;
  if (!answers || answers->from_pool || answers->set.size == 0) return {};
  const dns::RecordSet& set = answers->set;
  const std::size_t size = set.count * (dns::record_head + set.size);
  if (size > room.size()) return {};
  dns::write_equal(set, dns::question_pointer, room.data());
  holding.counters.add(zones.zone_of(*node).first_counter() +
                       (type == Type::a ? stats::zone_ready_a : stats::zone_ready_aaaa));
  return {set.count, size};
}

// The header, and the question where it is not there already.
void write_head(Bytes request, const Shape& shape, std::uint16_t answers, std::uint8_t* out) {
  // An answer, authoritative; RD and CD as asked.
  const std::uint16_t flags = 0x8400 | (load16(request.data() + 2) & 0x0110);
  if (out != request.data()) std::memcpy(out, request.data(), shape.question_end());
  store16(out + 2, flags);
  store32(out + 4, 0x0001'0000U | answers);
  store32(out + 8, shape.edns.present ? 1 : 0);
}

}  // namespace

std::size_t answer_ready(Bytes request, Holding& holding, Transport transport, std::span<std::uint8_t> out) {
  Shape shape;
  if (holding.snapshot == nullptr || !read_shape(request, shape)) return 0;
  const std::size_t start = shape.question_end();
  const std::size_t opt = shape.edns.present ? dns::opt_size : 0;
  const std::size_t limit = std::min(reply_limit(shape.edns, transport, holding.udp_limit), out.size());
  if (limit < start + opt) return 0;
  const std::span room(out.data() + start, limit - start - opt);
  const std::uint64_t hash = dns::hash(shape.name);
  const snapshot::Image& image = *holding.snapshot->image;
  const snapshot::ImagePlace* place = image.find(hash, shape.name, shape.type);
  const Written written = place != nullptr ? write_place(image, *place, holding, room)
                                           : write_set(holding, hash, shape.name, shape.type, room);
  if (written.count == 0) return 0;
  write_head(request, shape, written.count, out.data());
  const std::size_t end = start + written.size;
  if (shape.edns.present) dns::write_opt(out.data() + end, shape.edns, 0);
  return end + opt;
}

}  // namespace rota::serve
