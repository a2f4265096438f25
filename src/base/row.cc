#include "base/row.h"

#include <algorithm>

namespace rota {

std::vector<const Row*> all_rows(const Group& group) {
  std::vector<const Row*> out;
  for (const Group* part = &group; part != nullptr; part = part->also)
    for (const Row& row : part->rows) out.push_back(&row);
  return out;
}

const Row* find_row(const Group& group, std::string_view key) {
  for (const Group* part = &group; part != nullptr; part = part->also)
    if (const auto found = std::ranges::find(part->rows, key, &Row::key); found != part->rows.end())
      return &*found;
  return nullptr;
}

std::string_view meaning_of(const Row& row) {
  return row.meaning.empty() && row.group != nullptr ? row.group->meaning : row.meaning;
}

}  // namespace rota
