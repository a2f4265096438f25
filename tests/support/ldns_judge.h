// ldns's own reader of a record's text: the judge of ours.
#pragma once

// ldns defines bool, true and false as macros unless <stdbool.h> came first.
#include <stdbool.h>
// clang-format off
#include <ldns/ldns.h>
// clang-format on

#include <optional>
#include <string>
#include <string_view>

#include "dns/types.h"
#include "support/packet.h"

namespace rota::test {

// The wire form of rdata below the origin "example."; nothing when ldns refuses it.
inline std::optional<Octets> read_by_ldns(dns::Type type, std::string_view rdata) {
  const std::string line = "x.example. 60 IN " + dns::text(type) + " " + std::string(rdata);
  ldns_rdf* origin = ldns_dname_new_frm_str("example.");
  ldns_rr* record = nullptr;
  const ldns_status status = ldns_rr_new_frm_str(&record, line.c_str(), 0, origin, nullptr);
  ldns_rdf_deep_free(origin);
  if (status != LDNS_STATUS_OK) return {};
  Octets out;
  for (std::size_t i = 0; i < ldns_rr_rd_count(record); ++i) {
    const ldns_rdf* field = ldns_rr_rdf(record, i);
    out.insert(out.end(), ldns_rdf_data(field), ldns_rdf_data(field) + ldns_rdf_size(field));
  }
  ldns_rr_free(record);
  return out;
}

}  // namespace rota::test
