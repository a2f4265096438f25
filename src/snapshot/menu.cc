#include "snapshot/menu.h"

#include <cstring>

namespace rota::snapshot {

namespace {

constexpr std::size_t block_unit = 64;  // a cache line

// A block under construction; new octets are 0.
struct Block {
  template <class T>
  void put(std::size_t at, const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    std::memcpy(bytes.data() + at, &value, sizeof value);
  }
  void append(Bytes records) {
    const auto* from = reinterpret_cast<const std::byte*>(records.data());
    bytes.insert(bytes.end(), from, from + records.size());
  }
  void append(const MenuDraft::Line& line) {
    const bool turns = line.count > 1 && line.record_size > 0;
    const FormHead head{line.count, turns ? line.record_size : std::uint16_t{0},
                        static_cast<std::uint32_t>(line.records.size())};
    bytes.resize(bytes.size() + sizeof head);
    put(bytes.size() - sizeof head, head);
    append(Bytes(line.records));
    if (turns) append(Bytes(line.records));
  }
  void align(std::size_t to) { bytes.resize((bytes.size() + to - 1) / to * to); }

  std::vector<std::byte> bytes;
};

}  // namespace

std::vector<std::byte> write_menu(const MenuDraft& draft) {
  Block block;
  block.bytes.resize(sizeof(MenuHead));
  policy::append(block.bytes, draft.plan, draft.first_map);
  const std::size_t heads = block.bytes.size();
  const std::size_t lines = draft.lines.size();
  block.bytes.resize(heads + lines * sizeof(LineHead));
  block.put(0, MenuHead{static_cast<std::uint32_t>(lines), static_cast<std::uint32_t>(heads),
                        draft.negative_ttl, draft.empty, draft.may_be_cut});
  for (std::size_t i = 0; i < lines; ++i) {
    block.align(alignof(FormHead));
    block.put(heads + i * sizeof(LineHead),
              LineHead{static_cast<std::uint32_t>(block.bytes.size()), draft.lines[i].counter});
    block.append(draft.lines[i]);
  }
  block.align(block_unit);
  return std::move(block.bytes);
}

}  // namespace rota::snapshot
