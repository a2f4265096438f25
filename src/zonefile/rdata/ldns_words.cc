// ldns defines bool, true and false as macros unless <stdbool.h> came first.
#include <stdbool.h>

#include "zonefile/rdata/ldns_words.h"

#include <ldns/ldns.h>

#include <algorithm>
#include <cctype>
#include <memory>

#include "zonefile/rdata/tokens.h"

namespace rota::zonefile {

namespace {

struct FreeRdf {
  void operator()(ldns_rdf* rdf) const { ldns_rdf_deep_free(rdf); }
};

ldns_rdf_type kind_of(Field field) {
  switch (field) {
    case Field::certificate: return LDNS_RDF_TYPE_CERT_ALG;
    case Field::usage: return LDNS_RDF_TYPE_CERTIFICATE_USAGE;
    case Field::selector: return LDNS_RDF_TYPE_SELECTOR;
    case Field::matching: return LDNS_RDF_TYPE_MATCHING_TYPE;
    default: return LDNS_RDF_TYPE_ALG;
  }
}

}  // namespace

std::string append_word(Field field, std::string_view text, std::vector<std::uint8_t>& out) {
  // Numbers are ours to read: ldns does not bound them, and what it still reads as the
  // number 0 it refuses and leaks.
  const bool is_word = !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) != 0;
  if (!is_word) return append_number(text, field == Field::certificate ? 2 : 1, out);
  const std::unique_ptr<ldns_rdf, FreeRdf> rdf(
      ldns_rdf_new_frm_str(kind_of(field), std::string(text).c_str()));
  if (!rdf) return wrong_token(text, "is not understood");
  out.insert(out.end(), ldns_rdf_data(rdf.get()), ldns_rdf_data(rdf.get()) + ldns_rdf_size(rdf.get()));
  return "";
}

}  // namespace rota::zonefile
