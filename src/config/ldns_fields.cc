// ldns defines bool, true and false as macros unless <stdbool.h> came first.
#include <stdbool.h>

#include "config/ldns_fields.h"

#include <ldns/ldns.h>

#include <algorithm>
#include <cctype>
#include <memory>

namespace rota::config {

namespace {

struct FreeRdf {
  void operator()(ldns_rdf* rdf) const { ldns_rdf_deep_free(rdf); }
};
struct FreeRr {
  void operator()(ldns_rr* rr) const { ldns_rr_free(rr); }
};
using Rdf = std::unique_ptr<ldns_rdf, FreeRdf>;
using Rr = std::unique_ptr<ldns_rr, FreeRr>;

void append(std::vector<std::uint8_t>& out, const ldns_rdf* rdf) {
  out.insert(out.end(), ldns_rdf_data(rdf), ldns_rdf_data(rdf) + ldns_rdf_size(rdf));
}

const ldns_rr_descriptor* as_descriptor(const void* descriptor) {
  return static_cast<const ldns_rr_descriptor*>(descriptor);
}

Field field_of(ldns_rdf_type kind) {
  switch (kind) {
    case LDNS_RDF_TYPE_DNAME: return Field::name;
    case LDNS_RDF_TYPE_A: return Field::address4;
    case LDNS_RDF_TYPE_AAAA: return Field::address6;
    case LDNS_RDF_TYPE_INT8: return Field::number8;
    case LDNS_RDF_TYPE_INT16: return Field::number16;
    case LDNS_RDF_TYPE_INT32: return Field::number32;
    case LDNS_RDF_TYPE_ALG:
    case LDNS_RDF_TYPE_CERTIFICATE_USAGE:
    case LDNS_RDF_TYPE_SELECTOR:
    case LDNS_RDF_TYPE_MATCHING_TYPE: return Field::word8;
    case LDNS_RDF_TYPE_CERT_ALG: return Field::word16;
    case LDNS_RDF_TYPE_STR: return Field::string;
    case LDNS_RDF_TYPE_LONG_STR: return Field::long_string;
    case LDNS_RDF_TYPE_PERIOD: return Field::period;
    case LDNS_RDF_TYPE_TYPE: return Field::type;
    case LDNS_RDF_TYPE_HEX: return Field::hex;
    case LDNS_RDF_TYPE_B64: return Field::base64;
    case LDNS_RDF_TYPE_HIP: return Field::hip;
    case LDNS_RDF_TYPE_IPSECKEY: return Field::ipsec_key;
    case LDNS_RDF_TYPE_SVCPARAMS: return Field::service_parameters;
    case LDNS_RDF_TYPE_NSEC:
    case LDNS_RDF_TYPE_LOC:
    case LDNS_RDF_TYPE_WKS: return Field::list;
    case LDNS_RDF_TYPE_NONE:
    case LDNS_RDF_TYPE_UNKNOWN: return Field::opaque;
    default: return Field::other;
  }
}

}  // namespace

RecordFields::RecordFields(dns::Type type)
    : descriptor_(ldns_rr_descript(static_cast<std::uint16_t>(type))) {}

// ldns answers with the descriptor of type 0 for what it does not know.
bool RecordFields::is_known() const { return as_descriptor(descriptor_)->_type != 0; }
std::size_t RecordFields::least() const { return ldns_rr_descriptor_minimum(as_descriptor(descriptor_)); }
std::size_t RecordFields::most() const { return ldns_rr_descriptor_maximum(as_descriptor(descriptor_)); }

FieldKind RecordFields::at(std::size_t index) const {
  const auto kind = ldns_rr_descriptor_field_type(as_descriptor(descriptor_), index);
  return {field_of(kind), kind};
}

FieldKind base64_field() { return {Field::base64, LDNS_RDF_TYPE_B64}; }

bool append_by_library(FieldKind kind, const std::string& text, std::vector<std::uint8_t>& out) {
  // Numbers do not come here, and what ldns still reads as the number 0 it refuses and leaks.
  const bool is_word = !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) != 0;
  if (kind.field == Field::word16 && !is_word) return false;
  const Rdf rdf(ldns_rdf_new_frm_str(static_cast<ldns_rdf_type>(kind.library), text.c_str()));
  if (rdf) append(out, rdf.get());
  return rdf != nullptr;
}

bool is_well_formed(dns::Type type, Bytes rdata) {
  std::vector<std::uint8_t> sized(2);
  store16(sized.data(), static_cast<std::uint16_t>(rdata.size()));
  sized.insert(sized.end(), rdata.begin(), rdata.end());
  const Rr rr(ldns_rr_new());
  ldns_rr_set_type(rr.get(), static_cast<ldns_rr_type>(type));
  std::size_t at = 0;
  if (ldns_wire2rdf(rr.get(), sized.data(), sized.size(), &at) != LDNS_STATUS_OK) return false;
  // A name that points backwards would come back longer.
  std::vector<std::uint8_t> again;
  for (std::size_t i = 0; i < ldns_rr_rd_count(rr.get()); ++i) append(again, ldns_rr_rdf(rr.get(), i));
  return std::ranges::equal(again, rdata) && ldns_rr_rd_count(rr.get()) >= RecordFields(type).least();
}

std::optional<dns::Type> type_by_library(const std::string& text) {
  const auto number = ldns_get_rr_type_by_name(text.c_str());
  if (number == 0) return {};
  return static_cast<dns::Type>(number);
}

}  // namespace rota::config
