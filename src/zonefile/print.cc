// ldns defines bool, true and false as macros unless <stdbool.h> came first.
#include <stdbool.h>

#include "zonefile/print.h"

#include <ldns/ldns.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

#include "base/hex.h"
#include "zonefile/rdata/rdata.h"
#include "zonefile/text/lines.h"

namespace rota::zonefile {

namespace {

struct FreeLdnsText {
  void operator()(char* text) const {
    std::free(text);
  }  // NOLINT(cppcoreguidelines-no-malloc): of the library
};
struct FreeRecord {
  void operator()(ldns_rr* record) const { ldns_rr_free(record); }
};
struct FreePacket {
  void operator()(ldns_pkt* packet) const { ldns_pkt_free(packet); }
};
using LdnsRecord = std::unique_ptr<ldns_rr, FreeRecord>;
using Packet = std::unique_ptr<ldns_pkt, FreePacket>;

std::string taken(char* text) {
  const std::unique_ptr<char, FreeLdnsText> owned(text);
  return owned ? owned.get() : "";
}

// RFC 3597 section 5.
std::string generic(Bytes rdata) {
  std::string out = "\\# " + std::to_string(rdata.size()) + (rdata.empty() ? "" : " ");
  append_hex(out, rdata);
  return out;
}

std::string header(const ldns_pkt& packet) {
  std::string out = ";; ->>HEADER<<- opcode: " + taken(ldns_pkt_opcode2str(ldns_pkt_get_opcode(&packet)));
  out += ", status: " + taken(ldns_pkt_rcode2str(ldns_pkt_get_rcode(&packet)));
  out += ", id: " + std::to_string(ldns_pkt_id(&packet)) + "\n;; flags:";
  if (ldns_pkt_qr(&packet)) out += " qr";
  if (ldns_pkt_aa(&packet)) out += " aa";
  if (ldns_pkt_tc(&packet)) out += " tc";
  if (ldns_pkt_rd(&packet)) out += " rd";
  out += "; QUERY: " + std::to_string(ldns_pkt_qdcount(&packet));
  out += ", ANSWER: " + std::to_string(ldns_pkt_ancount(&packet));
  out += ", AUTHORITY: " + std::to_string(ldns_pkt_nscount(&packet));
  out += ", ADDITIONAL: " + std::to_string(ldns_pkt_arcount(&packet)) + "\n";
  return out;
}

std::string section(std::string_view title, const ldns_rr_list* records) {
  if (ldns_rr_list_rr_count(records) == 0) return "";
  std::string out = "\n;; " + std::string(title) + " SECTION:\n";
  for (std::size_t i = 0; i < ldns_rr_list_rr_count(records); ++i) {
    const ldns_rr* const record = ldns_rr_list_rr(records, i);
    if (ldns_rr_is_question(record)) out += ';';
    out += taken(ldns_rr2str(record));
  }
  return out;
}

// Empty when ldns cannot read it.
std::string print_by_library(dns::Type type, Bytes rdata) {
  std::vector<std::uint8_t> sized(2);
  store16(sized.data(), static_cast<std::uint16_t>(rdata.size()));
  sized.insert(sized.end(), rdata.begin(), rdata.end());
  const LdnsRecord record(ldns_rr_new());
  ldns_rr_set_type(record.get(), static_cast<ldns_rr_type>(type));
  std::size_t at = 0;
  if (ldns_wire2rdf(record.get(), sized.data(), sized.size(), &at) != LDNS_STATUS_OK) return "";
  // "owner TTL class type rdata\n", a tab before each.
  ldns_rr_set_owner(record.get(), ldns_dname_new_frm_str("."));
  const std::string line = taken(ldns_rr2str(record.get()));
  std::size_t start = 0;
  for (int tab = 0; tab < 4 && start != std::string::npos; ++tab) start = line.find('\t', start) + 1;
  return line.substr(start, line.find_last_not_of('\n') + 1 - start);
}

// ldns prints some rarer rdata so that it reads as something else. An origin that is not the
// root: a name without its last dot, as it prints that of NSAP-PTR, is another one elsewhere.
bool is_read_back(dns::Type type, const std::string& text, Bytes rdata) {
  ZoneLines lines(text);
  ZoneLine line;
  RdataParser parser;
  static const dns::Name elsewhere = dns::parse_name("elsewhere.").value();
  const bool is_read =
      lines.next(line) && line.mistake.empty() && parser.parse(type, line.tokens, elsewhere).empty();
  return is_read && std::ranges::equal(parser.rdata(), rdata);
}

}  // namespace

std::string print_rdata(dns::Type type, Bytes rdata) {
  // It does not know the newest types that are only strings.
  const RdataType* const row = find_rdata_type(type);
  const bool is_strings = row != nullptr && row->fields.front() == Field::strings;
  std::string text = print_by_library(is_strings ? dns::Type::txt : type, rdata);
  return is_read_back(type, text, rdata) ? text : generic(rdata);
}

std::string print_message(Bytes message) {
  ldns_pkt* read = nullptr;
  const ldns_status status = ldns_wire2pkt(&read, message.data(), message.size());
  const Packet packet(read);
  if (status != LDNS_STATUS_OK) return ";; " + std::string(ldns_get_errorstr_by_id(status)) + "\n";
  return header(*packet) + section("QUESTION", ldns_pkt_question(packet.get())) +
         section("ANSWER", ldns_pkt_answer(packet.get())) +
         section("AUTHORITY", ldns_pkt_authority(packet.get())) +
         section("ADDITIONAL", ldns_pkt_additional(packet.get()));
}

}  // namespace rota::zonefile
