#include "dns/types.h"

#include <algorithm>
#include <charconv>

namespace rota::dns {

namespace {

struct Row {
  std::string_view name;
  std::uint16_t number;
};

// IANA's registry; ldns knows the rdata, this is for names only.
// clang-format off
constexpr Row rows[] = {
    {"A", 1}, {"NS", 2}, {"MD", 3}, {"MF", 4}, {"CNAME", 5}, {"SOA", 6}, {"MB", 7}, {"MG", 8}, {"MR", 9},
    {"NULL", 10}, {"WKS", 11}, {"PTR", 12}, {"HINFO", 13}, {"MINFO", 14}, {"MX", 15}, {"TXT", 16},
    {"RP", 17}, {"AFSDB", 18}, {"X25", 19}, {"ISDN", 20}, {"RT", 21}, {"NSAP", 22}, {"NSAP-PTR", 23}, {"SIG", 24},
    {"KEY", 25}, {"PX", 26}, {"GPOS", 27}, {"AAAA", 28}, {"LOC", 29}, {"NXT", 30}, {"EID", 31}, {"NIMLOC", 32},
    {"SRV", 33}, {"ATMA", 34}, {"NAPTR", 35}, {"KX", 36}, {"CERT", 37}, {"A6", 38}, {"DNAME", 39}, {"SINK", 40}, {"OPT", 41}, {"APL", 42}, {"DS", 43}, {"SSHFP", 44}, {"IPSECKEY", 45},
    {"RRSIG", 46}, {"NSEC", 47}, {"DNSKEY", 48}, {"DHCID", 49}, {"NSEC3", 50}, {"NSEC3PARAM", 51},
    {"TLSA", 52}, {"SMIMEA", 53}, {"HIP", 55}, {"NINFO", 56}, {"RKEY", 57}, {"TALINK", 58}, {"CDS", 59}, {"CDNSKEY", 60}, {"OPENPGPKEY", 61},
    {"CSYNC", 62}, {"ZONEMD", 63}, {"SVCB", 64}, {"HTTPS", 65}, {"DSYNC", 66}, {"SPF", 99}, {"UINFO", 100}, {"UID", 101}, {"GID", 102}, {"UNSPEC", 103}, {"NID", 104}, {"L32", 105},
    {"L64", 106}, {"LP", 107}, {"EUI48", 108}, {"EUI64", 109}, {"TKEY", 249}, {"TSIG", 250}, {"IXFR", 251},
    {"AXFR", 252}, {"MAILB", 253}, {"MAILA", 254}, {"ANY", 255}, {"URI", 256}, {"CAA", 257}, {"AVC", 258},
    {"DOA", 259}, {"AMTRELAY", 260}, {"RESINFO", 261}, {"WALLET", 262}, {"TA", 32768}, {"DLV", 32769},
};
// clang-format on

}  // namespace

std::string text(Type type) {
  const auto row = std::ranges::find(rows, static_cast<std::uint16_t>(type), &Row::number);
  return row != std::end(rows) ? std::string(row->name)
                               : "TYPE" + std::to_string(static_cast<unsigned>(type));
}

std::optional<Type> parse_type(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  const auto row = std::ranges::find(rows, std::string_view(upper), &Row::name);
  if (row != std::end(rows)) return static_cast<Type>(row->number);
  if (!upper.starts_with("TYPE")) return {};
  std::uint16_t number = 0;
  const char* const last = upper.data() + upper.size();
  const auto [end, failed] = std::from_chars(upper.data() + 4, last, number);
  if (failed != std::errc() || end != last) return {};
  return static_cast<Type>(number);
}

}  // namespace rota::dns
