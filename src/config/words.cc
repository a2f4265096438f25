#include "config/words.h"

namespace rota::config {

Table without(const Table& table, const Group& common) {
  Table out;
  for (const Entry& entry : table)
    if (find_row(common, entry.key) == nullptr) out.push_back(entry);
  return out;
}

}  // namespace rota::config
