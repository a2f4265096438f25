#include "dns/options.h"

#include <algorithm>

#include "dns/cookie.h"

namespace rota::dns {

namespace {

bool is_cookie_size(std::size_t size) {
  return size == client_cookie_size || (size >= client_cookie_size + 8 && size <= client_cookie_size + 32);
}

}  // namespace

bool read_options(Bytes data, AskedOptions& out) {
  ByteReader in(data);
  while (in.left() > 0) {
    const auto code = static_cast<Option>(in.read16());
    const Bytes value = in.read(in.read16());
    if (in.failed()) return false;
    switch (code) {
      case Option::nsid: out.nsid = true; break;
      case Option::keepalive: out.keepalive = out.keepalive || value.empty(); break;
      case Option::cookie:
        if (!is_cookie_size(value.size())) return false;
        if (out.cookie.empty()) out.cookie = value;
        break;
      case Option::client_subnet:
        if (!out.client_subnet) out.client_subnet = value;
        break;
      default: break;
    }
  }
  return true;
}

std::size_t write_option(std::uint8_t* out, Option code, Bytes data) {
  store16(out, static_cast<std::uint16_t>(code));
  store16(out + 2, static_cast<std::uint16_t>(data.size()));
  std::ranges::copy(data, out + OptionList::head);
  return OptionList::head + data.size();
}

void OptionList::add(Option code, Bytes data) {
  if (head + data.size() > octets_.size() - size_) return;
  size_ += write_option(octets_.data() + size_, code, data);
}

void OptionList::set_scope(std::uint8_t bits) {
  for (std::size_t at = 0; at < size_; at += head + load16(octets_.data() + at + 2))
    if (load16(octets_.data() + at) == static_cast<std::uint16_t>(Option::client_subnet))
      octets_[at + head + client_subnet_head - 1] = bits;
}

}  // namespace rota::dns
