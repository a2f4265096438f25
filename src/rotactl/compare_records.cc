#include "rotactl/compare_records.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/printable.h"
#include "zonefile/print.h"

namespace rota::rotactl {

namespace {

struct Line {
  std::string_view owner, ttl, type, hex;
};

Line cut(std::string_view line) {
  Line out;
  for (std::string_view* part : {&out.owner, &out.ttl, &out.type, &out.hex}) {
    const std::size_t end = line.find(' ');
    *part = line.substr(0, end);
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  }
  return out;
}

std::string set_of(std::string_view line) {
  const Line parts = cut(line);
  return std::string(parts.owner) + " " + std::string(parts.type);
}

std::vector<std::uint8_t> octets(std::string_view hex) {
  std::vector<std::uint8_t> out;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    std::uint8_t octet = 0;
    std::from_chars(hex.data() + at, hex.data() + at + 2, octet, 16);
    out.push_back(octet);
  }
  return out;
}

// "300 10 mail.example., 300 20 backup.example."
std::string shown(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) {
    const Line parts = cut(line);
    const auto type = dns::parse_type(parts.type);
    const auto rdata = octets(parts.hex);
    const std::string text = type ? zonefile::print_rdata(*type, rdata) : std::string(parts.hex);
    out += (out.empty() ? "" : ", ") + std::string(parts.ttl) + " s " + text;
  }
  return printable(out);
}

}  // namespace

void RecordComparison::read(std::string_view piece, void (RecordComparison::*take)(std::string)) {
  while (!piece.empty()) {
    const std::size_t end = piece.find('\n');
    rest_ += piece.substr(0, end);
    if (end == std::string_view::npos) return;
    (this->*take)(std::exchange(rest_, {}));
    piece.remove_prefix(end + 1);
  }
}

void RecordComparison::match(std::string line) {
  if (running_.erase(line) > 0) return;
  auto& set = sets_[set_of(line)];
  set.come.push_back(std::move(line));
}

void RecordComparison::finish(const std::string& zone, Changes& out) {
  for (const std::string& line : running_) sets_[set_of(line)].gone.push_back(line);
  running_.clear();
  for (auto& [name, set] : sets_) std::ranges::sort(set.gone);
  for (const auto& [name, set] : sets_) {
    const std::string set_name = printable(name) + ": ";
    if (set.gone.empty()) {
      out.push_back({Change::About::record, Change::How::added, zone, set_name + shown(set.come)});
    } else if (set.come.empty()) {
      out.push_back({Change::About::record, Change::How::removed, zone, set_name + shown(set.gone)});
    } else {
      out.push_back({Change::About::record, Change::How::changed, zone,
                     set_name + shown(set.gone) + " -> " + shown(set.come)});
    }
  }
}

}  // namespace rota::rotactl
