#include "zonefile/rdata/types.h"

#include <algorithm>
#include <iterator>

#include "zonefile/rdata/rules.h"

namespace rota::zonefile {

namespace {

using enum Field;

constexpr bool folds = true;
constexpr bool exact = false;

#define RECORD_TYPE(NUMBER, NAME, CASE, RULE, ...) {NUMBER, CASE, {__VA_ARGS__}, RULE},
#define OTHER_TYPE(NUMBER, NAME)
constexpr RdataType rows[] = {
#include "dns/types.def"
};
#undef RECORD_TYPE
#undef OTHER_TYPE

static_assert(std::ranges::is_sorted(rows, {}, &RdataType::number));

}  // namespace

const RdataType* find_rdata_type(dns::Type type) {
  const auto number = static_cast<std::uint16_t>(type);
  const auto row = std::ranges::lower_bound(rows, number, {}, &RdataType::number);
  return row != std::end(rows) && row->number == number ? row : nullptr;
}

}  // namespace rota::zonefile
