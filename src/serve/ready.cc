#include "serve/ready.h"

#include <array>
#include <cstring>
#include <optional>

#include "dns/query.h"

namespace rota::serve {

namespace {

using dns::header_size;

struct Shape {
  Bytes question;  // name, type and class, if it is one
  dns::Edns edns;
};

// An OPT without options takes the last eleven octets: root, type, size, rcode,
// version, flags, no data.
bool read_plain_opt(Bytes opt, dns::Edns& out) {
  if (opt[0] != 0 || load16(opt.data() + 1) != static_cast<std::uint16_t>(dns::Type::opt)) return false;
  if (opt[6] != 0 || load16(opt.data() + 9) != 0) return false;
  out.present = true;
  out.size = std::max(load16(opt.data() + 3), dns::plain_limit);
  out.dnssec_ok = (opt[7] & 0x80) != 0;
  return true;
}

// A plain query: opcode 0, one question, nothing else but perhaps an OPT.
std::optional<Shape> read_shape(Bytes request) {
  if (request.size() < header_size + 5) return {};
  const std::uint8_t* header = request.data();
  if ((header[2] & 0xF8) != 0 || load32(header + 4) != 0x0001'0000) return {};
  Shape out{request.subspan(header_size), {}};
  if (const std::uint32_t others = load32(header + 8); others != 0) {
    if (others != 1 || out.question.size() < 5 + dns::opt_size) return {};
    if (!read_plain_opt(out.question.last(dns::opt_size), out.edns)) return {};
    out.question = out.question.first(out.question.size() - dns::opt_size);
  }
  const std::uint8_t* end = out.question.data() + out.question.size();
  if (load16(end - 2) != static_cast<std::uint16_t>(dns::Class::in)) return {};
  return out;
}

const snapshot::ImagePlace* find(const snapshot::Image& image, Bytes question) {
  const dns::NameView name = question.first(question.size() - 4);
  if (name.size() > dns::max_name) return nullptr;
  std::array<std::uint8_t, dns::max_name> lowered;
  dns::lower_into(name, lowered.data());
  const dns::NameView key(lowered.data(), name.size());
  return image.find(dns::hash(key), key, static_cast<dns::Type>(load16(name.data() + name.size())));
}

void write_header(const std::uint8_t* asked, std::uint16_t answers, bool opt, std::uint8_t* out) {
  std::memcpy(out, asked, 2);                                 // the id
  out[2] = static_cast<std::uint8_t>(0x84 | (asked[2] & 1));  // an answer, with authority; RD as asked
  out[3] = asked[3] & 0x10;                                   // CD as asked
  store32(out + 4, 0x0001'0000U | answers);
  store32(out + 8, opt ? 1 : 0);
}

}  // namespace

std::size_t answer_ready(Bytes request, const snapshot::Snapshot& snapshot, Turns& turns, Transport transport,
                         std::span<std::uint8_t> out) {
  const auto shape = read_shape(request);
  if (!shape) return 0;
  const snapshot::ImagePlace* place = find(*snapshot.image, shape->question);
  if (place == nullptr) return 0;
  const snapshot::Menu menu = snapshot.image->menu(*place);
  if (menu.lines() == 0) return 0;
  const policy::Choice choice = menu.choose(turns.at(place->turn));
  const snapshot::Form form = menu.form(choice.line);
  const Bytes records = form.turned(choice.rotation);
  const std::size_t body = header_size + shape->question.size() + records.size();
  const std::size_t size = body + (shape->edns.present ? dns::opt_size : 0);
  if (size > reply_limit(shape->edns, transport) || size > out.size()) return 0;
  turns.take(place->turn);
  write_header(request.data(), form.count(), shape->edns.present, out.data());
  std::memcpy(out.data() + header_size, shape->question.data(), shape->question.size());
  std::memcpy(out.data() + header_size + shape->question.size(), records.data(), records.size());
  if (shape->edns.present) dns::write_opt(out.data() + body, shape->edns, 0);
  return size;
}

}  // namespace rota::serve
