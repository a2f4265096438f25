// Reads a DNS message back, strictly, without any code of src/: every count must
// be true, every pointer must lead backwards, no octet may be left over, and
// names may be compressed only where RFC 3597 allows it.
#pragma once

#include <arpa/inet.h>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rota::test {

struct Record {
  std::string owner;
  unsigned type = 0;
  unsigned in_class = 0;
  std::uint32_t ttl = 0;
  std::string data;  // as in a master file, as far as the tests need

  std::string text() const;  // "www.example. 300 A 192.0.2.1"
};

using Lines = std::vector<std::string>;

struct Message {
  unsigned id = 0, flags = 0;
  std::vector<std::uint8_t> question;  // as it stands: name, type, class
  std::string asked;                   // its name
  std::array<std::vector<Record>, 3> sections;
  std::optional<Record> opt;

  bool is_reply() const { return (flags & 0x8000) != 0; }
  bool authoritative() const { return (flags & 0x0400) != 0; }
  bool truncated() const { return (flags & 0x0200) != 0; }
  unsigned opcode() const { return flags >> 11 & 15; }
  unsigned rcode() const { return (flags & 15) | (opt ? opt->ttl >> 24 << 4 : 0); }
  Lines answer() const { return lines(0); }
  Lines authority() const { return lines(1); }
  Lines additional() const { return lines(2); }

 private:
  Lines lines(std::size_t section) const {
    Lines out;
    for (const Record& record : sections[section]) out.push_back(record.text());
    return out;
  }
};

inline std::string type_text(unsigned type) {
  switch (type) {
    case 1: return "A";
    case 2: return "NS";
    case 5: return "CNAME";
    case 6: return "SOA";
    case 12: return "PTR";
    case 14: return "MINFO";
    case 15: return "MX";
    case 16: return "TXT";
    case 28: return "AAAA";
    case 33: return "SRV";
    case 39: return "DNAME";
    case 43: return "DS";
    default: return "TYPE" + std::to_string(type);
  }
}

inline std::string Record::text() const {
  return owner + " " + std::to_string(ttl) + " " + type_text(type) + " " + data;
}

class MessageReader {
 public:
  explicit MessageReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::optional<Message> read() {
    Message out;
    out.id = number(2);
    out.flags = number(2);
    std::array<unsigned, 4> counts{};
    for (unsigned& count : counts) count = number(2);
    if (counts[0] > 1) return {};
    if (counts[0] == 1) read_question(out);
    for (std::size_t section = 0; section < 3; ++section)
      for (unsigned i = 0; i < counts[section + 1] && good_; ++i) place(out, section, record());
    if (!good_ || at_ != bytes_.size()) return {};
    return out;
  }

 private:
  void read_question(Message& out) {
    const std::size_t start = at_;
    out.asked = name(false);
    number(4);
    if (good_)
      out.question.assign(bytes_.begin() + static_cast<std::ptrdiff_t>(start),
                          bytes_.begin() + static_cast<std::ptrdiff_t>(at_));
  }

  void place(Message& out, std::size_t section, Record record) {
    if (record.type != 41) return out.sections[section].push_back(std::move(record));
    good_ = good_ && section == 2 && !out.opt && record.owner == ".";
    out.opt = std::move(record);
  }

  Record record() {
    Record out;
    out.owner = name(true);
    out.type = number(2);
    out.in_class = number(2);
    out.ttl = number(4);
    const std::size_t size = number(2);
    const std::size_t stop = at_ + size;
    if (stop > bytes_.size()) good_ = false;
    if (good_) out.data = rdata(out.type, stop);
    if (at_ != stop) good_ = false;
    return out;
  }

  std::string rdata(unsigned type, std::size_t stop) {
    switch (type) {
      case 1: return address(AF_INET, 4);
      case 28: return address(AF_INET6, 16);
      case 2:
      case 5:
      case 12: return fields("n");
      case 39: return fields("u");
      case 14: return fields("nn");
      case 15: return fields("2n");
      case 33: return fields("222u");
      case 6: return fields("nn44444");
      default: return hex(stop);
    }
  }

  // One letter a field: n a name, u a name that may not be compressed, 2 and 4 numbers.
  std::string fields(std::string_view kinds) {
    std::string out;
    for (const char kind : kinds) {
      if (!out.empty()) out += ' ';
      if (kind == 'n' || kind == 'u') {
        out += name(kind == 'n');
      } else {
        out += std::to_string(number(static_cast<std::size_t>(kind - '0')));
      }
    }
    return out;
  }

  std::string address(int family, std::size_t size) {
    std::array<std::uint8_t, 16> bytes{};
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(number(1));
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(family, bytes.data(), text.data(), text.size());
    return text.data();
  }

  std::string hex(std::size_t stop) {
    std::string out;
    while (good_ && at_ < stop) {
      const unsigned octet = number(1);
      out += "0123456789abcdef"[octet >> 4];
      out += "0123456789abcdef"[octet & 15];
    }
    return out;
  }

  unsigned number(std::size_t size) {
    unsigned out = 0;
    for (; size > 0; --size) {
      if (at_ >= bytes_.size()) good_ = false;
      out = out << 8 | (good_ ? bytes_[at_++] : 0U);
    }
    return out;
  }

  std::string name(bool may_point) {
    std::string out;
    std::size_t octets = 1;
    std::size_t resume = 0;   // where reading goes on after the first pointer
    std::size_t bound = at_;  // a pointer must lead before the name it is part of
    while (good_) {
      const unsigned size = number(1);
      if (size >= 0xC0) {
        const std::size_t target = (size & 0x3F) << 8 | number(1);
        good_ = good_ && may_point && target >= 12 && target < bound;
        if (resume == 0) resume = at_;
        if (good_) at_ = bound = target;
        continue;
      }
      if (size == 0) break;
      octets += size + 1;
      good_ = good_ && size <= 63 && octets <= 255;
      for (unsigned i = 0; i < size && good_; ++i) out += letter(number(1));
      out += '.';
    }
    if (resume != 0) at_ = resume;
    return out.empty() ? "." : out;
  }

  static std::string letter(unsigned c) {
    if (c > 0x20 && c < 0x7F && c != '.' && c != '\\') return std::string(1, static_cast<char>(c));
    std::string digits = std::to_string(c);
    return "\\" + std::string(3 - digits.size(), '0') + digits;
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
  bool good_ = true;
};

// Nothing when the message is malformed in any way.
inline std::optional<Message> read_message(std::span<const std::uint8_t> bytes) {
  return MessageReader(bytes).read();
}

}  // namespace rota::test
