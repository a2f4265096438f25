#include "dns/keepalive.h"

#include "dns/edns.h"
#include "dns/query.h"
#include "dns/types.h"

namespace rota::dns {

namespace {

constexpr std::uint16_t keepalive_code = 11;
constexpr milliseconds unit{100};

// Of a request that gets an OPT back, the OPT follows the question, and is sound.
bool asks(Bytes request) {
  if (request.size() <= header_size || load16(request.data() + 10) == 0) return false;  // nearly all
  ByteReader in(request);
  in.read(header_size);
  in.read(name_size(request.subspan(header_size)) + 4);
  if (in.read8() != 0 || static_cast<Type>(in.read16()) != Type::opt) return false;
  in.read(6);  // size, flags
  ByteReader options(in.read(in.read16()));
  while (options.left() > 0 && !options.failed()) {
    const std::uint16_t code = options.read16();
    const std::uint16_t size = options.read16();
    if (code == keepalive_code) return size == 0;
    options.read(size);
  }
  return false;
}

bool ends_in_plain_opt(Bytes reply) {
  if (reply.size() < header_size + opt_size || load16(reply.data() + 10) == 0) return false;
  const Bytes opt = reply.last(opt_size);
  return opt[0] == 0 && static_cast<Type>(load16(opt.data() + 1)) == Type::opt && load16(opt.data() + 9) == 0;
}

}  // namespace

std::size_t add_keepalive(Bytes request, std::span<std::uint8_t> room, std::size_t size, milliseconds idle) {
  if (!asks(request) || room.size() - size < keepalive_size || !ends_in_plain_opt(room.first(size)))
    return size;
  std::uint8_t* const end = room.data() + size;
  store16(end - 2, keepalive_size);
  store16(end, keepalive_code);
  store16(end + 2, 2);
  store16(end + 4, static_cast<std::uint16_t>(idle / unit));
  return size + keepalive_size;
}

}  // namespace rota::dns
