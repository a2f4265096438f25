#include "bake/encode.h"

#include <algorithm>
#include <array>

namespace rota::bake {

void append_record(std::vector<std::uint8_t>& out, dns::Type type, std::uint32_t ttl, Bytes rdata) {
  std::array<std::uint8_t, dns::record_head> head{0xC0, 0x0C};
  store16(head.data() + 2, static_cast<std::uint16_t>(type));
  store16(head.data() + 4, static_cast<std::uint16_t>(dns::Class::in));
  store32(head.data() + 6, ttl);
  store16(head.data() + 10, static_cast<std::uint16_t>(rdata.size()));
  out.insert(out.end(), head.begin(), head.end());
  out.insert(out.end(), rdata.begin(), rdata.end());
}

namespace {

std::vector<std::uint8_t> srv_rdata(const config::MemberConfig& member) {
  std::vector<std::uint8_t> out(6);
  store16(out.data(), member.priority);
  store16(out.data() + 2, static_cast<std::uint16_t>(std::min<std::uint32_t>(member.weight, 0xFFFF)));
  store16(out.data() + 4, member.port);
  const dns::NameView target = member.target;
  out.insert(out.end(), target.begin(), target.end());
  return out;
}

}  // namespace

void append_member(std::vector<std::uint8_t>& out, dns::Type type, std::uint32_t ttl,
                   const config::MemberConfig& member) {
  switch (type) {
    case dns::Type::a: return append_record(out, type, ttl, member.v4->bytes());
    case dns::Type::aaaa: return append_record(out, type, ttl, member.v6->bytes());
    case dns::Type::srv: return append_record(out, type, ttl, srv_rdata(member));
    default: return append_record(out, type, ttl, member.target.view());
  }
}

std::uint16_t common_size(Bytes bytes, std::size_t count) {
  if (count == 0) return 0;
  const std::size_t size = bytes.size() / count;
  for (const Bytes rdata : dns::ready_set({}, static_cast<std::uint16_t>(count), 0, bytes))
    if (dns::record_head + rdata.size() != size) return 0;
  return static_cast<std::uint16_t>(size);
}

}  // namespace rota::bake
