#include "zonefile/rdata/check.h"

#include <algorithm>

#include "base/plural.h"
#include "dns/name.h"
#include "zonefile/rdata/fields.h"

namespace rota::zonefile {

namespace {

std::uint8_t lower_octet(std::uint8_t c) { return dns::lower(c); }

bool folds_names(dns::Type type) {
  const RdataType* const row = find_rdata_type(type);
  return row != nullptr && row->folds;
}

}  // namespace

std::string check_rdata(dns::Type type, Bytes rdata) {
  const RdataType* const row = find_rdata_type(type);
  if (row == nullptr) return "";
  Bytes rest = rdata;
  for (const Field field : row->fields)
    if (const char* const why = take_field(field, rest)) return why;
  if (!rest.empty()) return "it has " + plural(rest.size(), "octet") + " too many";
  const char* const why = row->rule(rdata);
  return why == nullptr ? "" : why;
}

std::string identity_of(dns::Type type, Bytes rdata) {
  std::string out(rdata.begin(), rdata.end());
  if (!folds_names(type)) return out;
  Bytes rest = rdata;
  for (const Field field : find_rdata_type(type)->fields) {
    const std::size_t start = rdata.size() - rest.size();
    take_field(field, rest);
    if (field != Field::name) continue;
    const Bytes name = rdata.subspan(start, rdata.size() - rest.size() - start);
    dns::lower_into(name, reinterpret_cast<std::uint8_t*>(out.data()) + start);
  }
  return out;
}

bool is_same_rdata(dns::Type type, Bytes a, Bytes b) {
  if (std::ranges::equal(a, b)) return true;
  // What differs in more than case needs no look into its fields.
  if (!std::ranges::equal(a, b, {}, lower_octet, lower_octet) || !folds_names(type)) return false;
  return identity_of(type, a) == identity_of(type, b);
}

}  // namespace rota::zonefile
