#include "dns/options.h"

#include <cstring>

#include "dns/cookie.h"

namespace rota::dns {

namespace {

bool is_cookie_size(std::size_t size) {
  return size == client_cookie_size || (size >= client_cookie_size + 8 && size <= client_cookie_size + 32);
}

}  // namespace

bool read_options(Bytes data, AskedOptions& out) {
  const std::uint8_t* at = data.data();
  for (std::size_t left = data.size(); left > 0;) {
    if (left < OptionList::head) return false;
    const auto code = static_cast<Option>(load16(at));
    const std::size_t size = load16(at + 2);
    if (size > left - OptionList::head) return false;
    const Bytes value{at + OptionList::head, size};
    switch (code) {
      case Option::nsid: out.nsid = true; break;
      case Option::keepalive: out.keepalive = out.keepalive || size == 0; break;
      case Option::cookie:
        if (!is_cookie_size(size)) return false;
        if (out.cookie.empty()) out.cookie = value;
        break;
      case Option::client_subnet:
        if (!out.client_subnet) out.client_subnet = value;
        break;
      default: break;
    }
    at += OptionList::head + size;
    left -= OptionList::head + size;
  }
  return true;
}

std::size_t write_option(std::uint8_t* out, Option code, Bytes data) {
  store16(out, static_cast<std::uint16_t>(code));
  store16(out + 2, static_cast<std::uint16_t>(data.size()));
  std::memcpy(out + OptionList::head, data.data(), data.size());
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
