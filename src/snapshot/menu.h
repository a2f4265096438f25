// One pool's answers of one type as query threads read them: the policy's plan,
// and for each line of its menu a form, the ready records. A menu is one flat
// block without pointers - offsets count from its own start - so it can be copied
// anywhere, and read by a path that is not ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/id.h"
#include "dns/record_set.h"
#include "policy/plan.h"

namespace rota::snapshot {

// What a type answers when no member may be named.
enum class Empty : std::uint8_t { nodata, servfail };

// The two heads as they lie in the image (native order: it never leaves the machine).
struct FormHead {  // followed by the records, twice when they may be turned
  std::uint16_t count = 0;
  std::uint16_t record_size = 0;  // 0 = not turned: one record, or records that differ in length
  std::uint32_t size = 0;         // of the records, once
};
struct MenuHead {  // followed by the plan (policy/plan.h) and, further on, a LineHead a line
  std::uint32_t lines = 0;
  std::uint32_t line_heads = 0;    // their offset
  std::uint32_t negative_ttl = 0;  // of "no data" while it is empty
  Empty empty = Empty::nodata;
  bool may_be_cut = false;  // an answer without room for a whole line has a part of it
};
struct LineHead {
  std::uint32_t form = 0;  // its offset
  CounterId counter;       // the first of the line's (stats/layout.h)
};

// A view of one line's records.
class Form {
 public:
  explicit Form(const std::byte* at) : at_(at) {}

  std::uint16_t count() const { return head().count; }

  // The records in ready form, turned left by `rotation`: a slice, since a run
  // that may be turned lies there twice.
  Bytes turned(std::uint64_t rotation) const {
    const FormHead& form = head();
    const std::size_t start = form.record_size == 0 ? 0 : rotation % form.count * form.record_size;
    return {reinterpret_cast<const std::uint8_t*>(at_ + sizeof form) + start, form.size};
  }
  dns::RecordSet set(dns::Type type, std::uint64_t rotation) const {
    return dns::ready_set(type, head().count, head().record_size, turned(rotation));
  }

 private:
  const FormHead& head() const { return *reinterpret_cast<const FormHead*>(at_); }

  const std::byte* at_;
};

// A view of the whole. An empty one has no line: nobody may be named.
class Menu {
 public:
  explicit Menu(const std::byte* at) : at_(at) {}

  std::size_t lines() const { return head().lines; }
  Empty empty() const { return head().empty; }
  bool may_be_cut() const { return head().may_be_cut; }
  std::uint32_t negative_ttl() const { return head().negative_ttl; }

  const policy::PlanHead& plan() const {
    return *reinterpret_cast<const policy::PlanHead*>(at_ + sizeof(MenuHead));
  }
  Form form(std::size_t line) const { return Form(at_ + line_head(line).form); }
  CounterId counter(std::size_t line) const { return line_head(line).counter; }

 private:
  const MenuHead& head() const { return *reinterpret_cast<const MenuHead*>(at_); }
  const LineHead& line_head(std::size_t line) const {
    return reinterpret_cast<const LineHead*>(at_ + head().line_heads)[line];
  }

  const std::byte* at_;
};

// What the bake says of a menu.
struct MenuDraft {
  struct Line {
    std::uint16_t count = 0;
    std::uint16_t record_size = 0;      // of each when all are equally long, else 0
    std::vector<std::uint8_t> records;  // in ready form
    CounterId counter;
  };
  std::vector<Line> lines{};
  policy::Plan plan{};
  std::uint32_t first_map = 0;  // of the pool's, among those of the snapshot
  Empty empty = Empty::nodata;
  bool may_be_cut = false;
  std::uint32_t negative_ttl = 0;
};

// The block of a menu: whole cache lines of it.
std::vector<std::byte> write_menu(const MenuDraft& draft);

}  // namespace rota::snapshot
