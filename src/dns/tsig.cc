#include "dns/tsig.h"

#include <algorithm>

#include "dns/types.h"

namespace rota::dns {

namespace {

constexpr std::uint16_t bad_key = 17;
constexpr std::size_t time_size = 8;  // when it was signed, and fudge

struct Rdata {
  Bytes algorithm;
  Bytes time;
  Bytes original_id;
};

// False when something is missing, or left over.
bool read_rdata(Bytes data, Rdata& out) {
  ByteReader in(data);
  out.algorithm = in.read(name_size(data));
  out.time = in.read(time_size);
  in.read(in.read16());  // the MAC
  out.original_id = in.read(2);
  in.read16();           // error
  in.read(in.read16());  // other data
  return !in.failed() && in.left() == 0 && !out.algorithm.empty();
}

// Where the name at `at` goes on: behind its labels, or where its pointer leads, which is
// before it.
std::size_t expand_label(Bytes message, std::size_t at, ByteWriter& out) {
  const std::size_t size = message[at];
  if (size >= 0xC0 && at + 1 < message.size()) {
    const std::size_t target = (size & 0x3F) << 8 | message[at + 1];
    return target < at ? target : message.size();
  }
  if (size > max_label || at + 1 + size > message.size() || !out.write(message.subspan(at, 1 + size)))
    return message.size();
  return at + 1 + size;
}

// The name without pointers; false when it is none. Octets are written with each step or
// a pointer leads back, so that it comes to an end.
bool expand_name(Bytes message, std::size_t at, ByteWriter& out) {
  for (std::size_t steps = 0; at < message.size() && steps < 2 * max_name; ++steps) {
    if (message[at] == 0) return out.write(message.subspan(at, 1));
    at = expand_label(message, at, out);
  }
  return false;
}

}  // namespace

bool read_tsig(ByteReader& in) {
  const auto in_class = static_cast<Class>(in.read16());
  in.read32();  // TTL
  Rdata rdata;
  const Bytes data = in.read(in.read16());
  return in_class == Class::any && !in.failed() && read_rdata(data, rdata);
}

KeyRefusal::KeyRefusal(Bytes request, std::size_t at) {
  ByteReader in(request);
  in.read(at);
  skip_name(in);
  in.read(8);  // type, class, TTL
  Rdata asked;
  if (!read_rdata(in.read(in.read16()), asked)) return;
  const std::span<std::uint8_t> room(record_);
  ByteWriter out(room.first(max_name));
  if (!expand_name(request, at, out)) return;
  ByteWriter rest(room.subspan(out.size()));
  const auto rdata_size = static_cast<std::uint16_t>(asked.algorithm.size() + time_size + 8);
  const bool whole = rest.write16(static_cast<std::uint16_t>(Type::tsig)) &&
                     rest.write16(static_cast<std::uint16_t>(Class::any)) && rest.write16(0) &&
                     rest.write16(0) && rest.write16(rdata_size) && rest.write(asked.algorithm) &&
                     rest.write(asked.time) && rest.write16(0) && rest.write(asked.original_id) &&
                     rest.write16(bad_key) && rest.write16(0);
  if (whole) size_ = out.size() + rest.size();
}

std::size_t KeyRefusal::append_to(std::span<std::uint8_t> room, std::size_t size) const {
  if (size_ == 0 || size_ > room.size() - size) return size;
  std::ranges::copy(Bytes(record_).first(size_), room.data() + size);
  constexpr std::size_t additional_count = 10;
  store16(room.data() + additional_count,
          static_cast<std::uint16_t>(load16(room.data() + additional_count) + 1));
  return size + size_;
}

}  // namespace rota::dns
