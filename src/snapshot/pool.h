// One pool as query threads read it: for each record type it answers, the ready
// sets of its policy's menu and the policy that points at one of them.
#pragma once

#include <cstdint>
#include <vector>

#include "dns/record_set.h"
#include "policy/policy.h"

namespace rota::snapshot {

// What a type answers when no member may be named.
enum class Empty : std::uint8_t { nodata, servfail };

// The answers of one type. `bytes` holds all lines of the menu, one after the other.
struct Menu {
  struct Line {
    std::uint32_t start = 0;
    std::uint32_t size = 0;
    std::uint16_t count = 0;
    std::uint16_t record_size = 0;  // 0 when the records differ in length: they are not turned
  };

  dns::Type type{};
  Empty empty = Empty::nodata;
  policy::PolicyPtr policy;  // null when there is no line
  std::vector<Line> lines;
  std::vector<std::uint8_t> bytes;

  dns::RecordSet set(std::size_t line) const {
    const Line& at = lines[line];
    return dns::ready_set(type, at.count, at.record_size, Bytes(bytes).subspan(at.start, at.size));
  }
};

struct Pool {
  std::vector<Menu> menus;         // at most a few: A and AAAA, or CNAME, or SRV
  std::uint32_t negative_ttl = 5;  // of "no data" while nobody may be named

  const Menu* menu(dns::Type type) const {
    for (const Menu& menu : menus)
      if (menu.type == type) return &menu;
    return nullptr;
  }
};

}  // namespace rota::snapshot
