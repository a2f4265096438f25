// What is grown here is well-formed in most of its parts; mutate.cc then breaks it.
#include "torture/odd_packets.h"

namespace rota::torture {

namespace {

constexpr std::size_t longest_name = 255;
constexpr std::size_t longest_packet = 4000;  // more than a request may have, in both transports

}  // namespace

OddPackets::OddPackets(std::uint64_t seed, std::vector<std::string> names) : dice_(seed) {
  for (const std::string& name : names) names_.push_back(test::wire(name));
}

Octets OddPackets::junk(std::size_t most) {
  Octets out(below(most + 1));
  for (std::uint8_t& octet : out) octet = static_cast<std::uint8_t>(dice_.roll());
  return out;
}

Octets OddPackets::next() {
  Octets out = one_in(50) ? junk(300) : grown();
  if (one_in(2)) mutate(out);
  if (out.size() > longest_packet) out.resize(longest_packet);
  last_ = out;
  return out;
}

Octets OddPackets::grown() {
  const std::size_t opcode = one_in(8) ? below(16) : 0;
  const std::size_t bits = one_in(4) ? any16() & 0x07FF : any_of({0, 0x0100, 0x0120, 0x0010});
  const std::size_t reply = one_in(16) ? 0x8000 : 0;
  test::Packet packet(static_cast<std::uint16_t>(any16()),
                      static_cast<std::uint16_t>(reply | opcode << 11 | bits));
  // Hundreds of questions of different names: what a parser must not look at one by one.
  const std::size_t questions = one_in(60) ? below(200) : one_in(30) ? below(3) : 1;
  for (std::size_t i = 0; i < questions; ++i) packet.question(any_name(), any_type(), any_class());
  if (one_in(12)) add_records(packet);
  if (!one_in(3)) add_opt(packet);
  if (one_in(20)) add_records(packet);
  if (one_in(20)) packet.add(below(4), any_of({1, 2, 255, 65535}));
  if (one_in(20)) packet.junk(junk(40));
  return packet.bytes();
}

Octets OddPackets::any_name() {
  if (one_in(12)) return broken_name();
  if (one_in(10)) return test::long_name(longest_name - below(3), 1 + below(63));
  Octets out = names_[below(names_.size())];
  if (one_in(3)) {  // a label of any octets in front, as long as the name allows
    Octets label = junk(std::min<std::size_t>(63, longest_name - 1 - out.size()));
    if (!label.empty()) {
      label.insert(label.begin(), static_cast<std::uint8_t>(label.size()));
      out.insert(out.begin(), label.begin(), label.end());
    }
  }
  for (std::uint8_t& octet : out)
    if (octet >= 'a' && octet <= 'z' && one_in(4)) octet = static_cast<std::uint8_t>(octet - 'a' + 'A');
  return out;
}

// Pointers to the header, to itself, behind itself and beyond the end; label types
// that do not exist; names too long by one and by much; names without an end.
Octets OddPackets::broken_name() {
  const Octets& name = names_[below(names_.size())];
  Octets open(name.begin(), name.end() - 1);
  switch (below(6)) {
    case 0: return {0xC0, static_cast<std::uint8_t>(any_of({0, 4, 11, 12, 13, 14, 255}))};
    case 1: {
      open.push_back(0xC0);
      open.push_back(static_cast<std::uint8_t>(any_of({12, 13, 12 + open.size(), 200})));
      return open;
    }
    case 2: return {static_cast<std::uint8_t>(any_of({0x40, 0x41, 0x80, 0xBF})), 1, 0};
    case 3: return test::long_name(longest_name + any_of({1, 2, 45, 300}), 1 + below(63));
    case 4: return open;
    default: return Octets(1, 0);
  }
}

std::size_t OddPackets::any_type() {
  if (one_in(4)) return any16();
  return any_of({1,  1,  1,  1,  2,  5,  6, 12,  15,  16,  28,  33,  35,  39,  41,  43,   46,
                 47, 48, 50, 64, 65, 99, 0, 249, 250, 251, 252, 253, 254, 255, 257, 32769});
}

std::size_t OddPackets::any_class() { return one_in(10) ? any_of({0, 2, 3, 4, 254, 255, any16()}) : 1; }

Octets OddPackets::options() {
  Octets out;
  // Sometimes as many as fit, all alike: what is kept of each must not add up.
  const std::size_t count = one_in(15) ? below(400) : below(4);
  const bool alike = one_in(2);
  std::size_t code = 0;
  for (std::size_t i = 0; i < count && out.size() < 1400; ++i) {
    if (i == 0 || !alike)
      code = one_in(5) ? any16()
                       : any_of({1, 2, 3, 5, 6, 7, 8, 8, 9, 10, 10, 11, 12, 13, 14, 15, 18, 19, 26946});
    const Octets data = option_data(code);
    test::put16(out, code);
    test::put16(out, one_in(25) ? any_of({0, 1, data.size() + 1, 65535}) : data.size());
    test::put(out, data);
  }
  return out;
}

// As the option wants it, more often than not.
Octets OddPackets::option_data(std::size_t code) {
  if (one_in(12)) return junk(50);
  switch (code) {
    case 8: return client_subnet();
    case 10: return cookie();
    case 11: return Octets(one_in(6) ? 1 + below(3) : 0, 1);  // keepalive: nothing is to stand in it
    case 12: return Octets(below(500), 0);                    // padding
    default: return one_in(2) ? Octets() : junk(40);
  }
}

// Family, source, scope, and of the address what the source says (RFC 7871 section 6).
Octets OddPackets::client_subnet() {
  const std::size_t bits = one_in(20) ? below(256) : one_in(3) ? below(129) : below(33);
  const std::size_t family = one_in(12) ? any_of({0, 3}) : bits > 32 ? 2 : 1 + below(2);
  Octets out{0, static_cast<std::uint8_t>(family), static_cast<std::uint8_t>(bits),
             static_cast<std::uint8_t>(one_in(15) ? below(256) : 0)};
  for (std::size_t i = 0; i < (bits + 7) / 8; ++i) out.push_back(static_cast<std::uint8_t>(dice_.roll()));
  if (bits % 8 != 0 && !one_in(12)) out.back() &= static_cast<std::uint8_t>(0xFF00U >> bits % 8);
  return out;
}

// 8 octets, or 8 and 8 to 32 more (RFC 7873 section 4); of 24, some as RFC 9018 has them.
Octets OddPackets::cookie() {
  Octets out(one_in(6) ? any_of({0, 7, 9, 15, 41}) : any_of({8, 8, 16, 24, 24, 24, 40}));
  for (std::uint8_t& octet : out) octet = static_cast<std::uint8_t>(dice_.roll());
  if (out.size() == 24 && one_in(2)) out[8] = 1, out[9] = out[10] = out[11] = 0;
  return out;
}

void OddPackets::add_opt(test::Packet& packet) {
  const std::size_t count = one_in(20) ? 2 + below(3) : 1;
  for (std::size_t i = 0; i < count; ++i) {
    test::Opt opt;
    opt.size = one_in(3) ? any_of({0, 1, 511, 512, 513, 1231, 1232, 1233, 4096, 65535}) : 1232;
    if (one_in(10)) opt.upper_rcode = static_cast<std::uint8_t>(dice_.roll());
    if (one_in(15)) opt.version = static_cast<std::uint8_t>(dice_.roll());
    if (one_in(3)) opt.flags = static_cast<std::uint16_t>(any_of({0x8000, 0x4000, 1, any16()}));
    if (one_in(2)) opt.options = options();
    if (one_in(25)) opt.owner = any_name();
    if (one_in(25)) opt.length = static_cast<int>(any_of({0, 1, opt.options.size() + 1, 65535}));
    packet.opt(opt, one_in(25) ? 1 + below(3) : 3);
  }
}

// TSIG, SIG, TKEY and all others, in every section.
void OddPackets::add_records(test::Packet& packet) {
  const std::size_t count = one_in(10) ? below(300) : 1 + below(3);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t type = one_in(2) ? any_of({24, 249, 250, 6, 41, 46, 1}) : any_type();
    packet.record(1 + below(3), one_in(2) ? Octets(1, 0) : any_name(), type, junk(60));
  }
}

}  // namespace rota::torture
