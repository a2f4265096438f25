// Builds DNS messages octet by octet, malformed ones too. It shares no code with
// src/, so that tests check that code and not themselves.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace rota::test {

using Octets = std::vector<std::uint8_t>;

inline void put16(Octets& out, std::size_t value) {
  out.push_back(static_cast<std::uint8_t>(value >> 8));
  out.push_back(static_cast<std::uint8_t>(value));
}
inline void put32(Octets& out, std::size_t value) {
  put16(out, value >> 16);
  put16(out, value & 0xFFFF);
}
inline void put(Octets& out, const Octets& more) { out.insert(out.end(), more.begin(), more.end()); }

// "www.example" or "www.example." in wire form; escapes are not known here.
inline Octets wire(std::string_view name) {
  Octets out;
  while (!name.empty() && name != ".") {
    const std::string_view label = name.substr(0, name.find('.'));
    out.push_back(static_cast<std::uint8_t>(label.size()));
    out.insert(out.end(), label.begin(), label.end());
    name.remove_prefix(label.size() == name.size() ? label.size() : label.size() + 1);
  }
  out.push_back(0);
  return out;
}

// A name of `size` octets made of labels of at most `label` octets.
inline Octets long_name(std::size_t size, std::size_t label = 63) {
  Octets out;
  for (std::size_t left = size - 1; left > 0;) {
    std::size_t next = left < label + 1 ? left : label + 1;
    if (left - next == 1) --next;  // one octet would be left, and no label is that short
    out.push_back(static_cast<std::uint8_t>(next - 1));
    out.insert(out.end(), next - 1, 'x');
    left -= next;
  }
  out.push_back(0);
  return out;
}

// Rdata of a TSIG of this algorithm, with a MAC of four octets.
inline Octets tsig(std::string_view algorithm) {
  Octets out = wire(algorithm);
  put(out, {0, 0, 0x65, 1, 2, 3, 1, 44});    // when it was signed, and fudge
  put(out, {0, 4, 1, 2, 3, 4, 0x12, 0x34});  // MAC, original id
  put(out, {0, 0, 0, 0});                    // no error, no other data
  return out;
}

// An OPT record and every way to get it wrong.
struct Opt {
  std::size_t size = 1232;
  std::uint8_t upper_rcode = 0;
  std::uint8_t version = 0;
  std::uint16_t flags = 0;
  Octets options{};
  Octets owner{0};
  int length = -1;  // of the options as claimed; -1 = the truth
};

class Packet {
 public:
  explicit Packet(std::uint16_t id = 0x1234, std::uint16_t flags = 0) {
    put16(bytes_, id);
    put16(bytes_, flags);
    bytes_.resize(12);
  }

  Packet& question(const Octets& name, std::size_t type, std::size_t in_class = 1) {
    put(bytes_, name);
    put16(bytes_, type);
    put16(bytes_, in_class);
    return add(0, 1);
  }
  Packet& question(std::string_view name, std::size_t type, std::size_t in_class = 1) {
    return question(wire(name), type, in_class);
  }

  // Sections as in the header: 1 answer, 2 authority, 3 additional.
  Packet& record(std::size_t section, const Octets& owner, std::size_t type, const Octets& rdata) {
    return record_of(section, owner, type, 1, rdata);
  }
  Packet& record_of(std::size_t section, const Octets& owner, std::size_t type, std::size_t in_class,
                    const Octets& rdata) {
    put(bytes_, owner);
    put16(bytes_, type);
    put16(bytes_, in_class);
    put32(bytes_, 3600);
    put16(bytes_, rdata.size());
    put(bytes_, rdata);
    return add(section, 1);
  }

  Packet& opt(const Opt& opt = {}, std::size_t section = 3) {
    put(bytes_, opt.owner);
    put16(bytes_, 41);
    put16(bytes_, opt.size);
    bytes_.push_back(opt.upper_rcode);
    bytes_.push_back(opt.version);
    put16(bytes_, opt.flags);
    put16(bytes_, opt.length < 0 ? opt.options.size() : static_cast<std::size_t>(opt.length));
    put(bytes_, opt.options);
    return add(section, 1);
  }

  Packet& junk(const Octets& octets) {
    put(bytes_, octets);
    return *this;
  }

  // Claims `more` records in a section without writing any.
  Packet& add(std::size_t section, std::size_t more) {
    const std::size_t at = 4 + 2 * section;
    const std::size_t count = std::size_t{bytes_[at]} * 256 + bytes_[at + 1] + more;
    bytes_[at] = static_cast<std::uint8_t>(count >> 8);
    bytes_[at + 1] = static_cast<std::uint8_t>(count);
    return *this;
  }

  const Octets& bytes() const { return bytes_; }
  operator const Octets&() const { return bytes_; }

 private:
  Octets bytes_;
};

}  // namespace rota::test
