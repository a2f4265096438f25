#include "zonefile/rdata/types.h"

#include <algorithm>
#include <iterator>

#include "zonefile/rdata/rules.h"

namespace rota::zonefile {

namespace {

using enum Field;

constexpr bool folds = true;
constexpr bool exact = false;

// In order of number.
// clang-format off
constexpr RdataType rows[] = {
    {1, exact, {address4}},                                       // A
    {2, folds, {name}},                                           // NS
    {3, folds, {name}},                                           // MD
    {4, folds, {name}},                                           // MF
    {5, folds, {name}},                                           // CNAME
    {6, folds, {name, name, number32, period, period, period, period}},  // SOA
    {7, folds, {name}},                                           // MB
    {8, folds, {name}},                                           // MG
    {9, folds, {name}},                                           // MR
    {10, exact, {octets}},                                        // NULL
    {11, exact, {address4, services}},                            // WKS
    {12, folds, {name}},                                          // PTR
    {13, exact, {string, string}},                                // HINFO
    {14, folds, {name, name}},                                    // MINFO
    {15, folds, {number16, name}},                                // MX
    {16, exact, {strings}},                                       // TXT
    {17, folds, {name, name}},                                    // RP
    {18, folds, {number16, name}},                                // AFSDB
    {19, exact, {string}, check_x25},                             // X25
    {20, exact, {string, string_or_none}},                        // ISDN
    {21, folds, {number16, name}},                                // RT
    {22, exact, {nsap}},                                          // NSAP
    {23, exact, {name}},                                          // NSAP-PTR
    {24, folds, {type, algorithm, number8, number32, time, time, number16, name, base64}},  // SIG
    {25, exact, {number16, number8, algorithm, base64_or_none}, check_key},               // KEY
    {26, folds, {number16, name, name}},                          // PX
    {27, exact, {string, string, string}},                        // GPOS
    {28, exact, {address6}},                                      // AAAA
    {29, exact, {location}},                                      // LOC
    {30, folds, {name, old_types}},                               // NXT
    {31, exact, {hex}},                                           // EID
    {32, exact, {hex}},                                           // NIMLOC
    {33, folds, {number16, number16, number16, name}},            // SRV
    {34, exact, {atm_address}},                                   // ATMA
    {35, folds, {number16, number16, string, string, string, name}, check_naptr},         // NAPTR
    {36, folds, {number16, name}},                                // KX
    {37, exact, {certificate, number16, algorithm, base64}},      // CERT
    {38, exact, {old_address}},                                   // A6
    {39, folds, {name}},                                          // DNAME
    {42, exact, {prefixes}},                                      // APL
    {43, exact, {number16, algorithm, number8, hex}, check_ds},   // DS
    {44, exact, {number8, number8, hex}, check_sshfp},            // SSHFP
    {45, exact, {gateway}},                                       // IPSECKEY
    {46, folds, {type, algorithm, number8, number32, time, time, number16, name, base64}},  // RRSIG
    {47, exact, {name, types}},                                   // NSEC
    {48, exact, {number16, number8, algorithm, base64}},          // DNSKEY
    {49, exact, {base64}},                                        // DHCID
    {50, exact, {number8, number8, number16, salt, hash, types_or_none}, check_nsec3},    // NSEC3
    {51, exact, {number8, number8, number16, salt}},              // NSEC3PARAM
    {52, exact, {usage, selector, matching, hex}},                // TLSA
    {53, exact, {usage, selector, matching, hex}},                // SMIMEA
    {55, exact, {host_identity}},                                 // HIP
    {56, exact, {strings}},                                       // NINFO
    {57, exact, {number16, number8, algorithm, base64}},          // RKEY
    {58, exact, {name, name}},                                    // TALINK
    {59, exact, {number16, algorithm, number8, hex}, check_ds},   // CDS
    {60, exact, {number16, number8, algorithm, base64}},          // CDNSKEY
    {61, exact, {base64}},                                        // OPENPGPKEY
    {62, exact, {number32, number16, types_or_none}},             // CSYNC
    {63, exact, {number32, number8, number8, hex}, check_zonemd}, // ZONEMD
    {64, exact, {number16, name, parameters}},                    // SVCB
    {65, exact, {number16, name, parameters}},                    // HTTPS
    {66, exact, {type, scheme, number16, name}},                  // DSYNC
    {99, exact, {strings}},                                       // SPF
    {104, exact, {number16, node}},                               // NID
    {105, exact, {number16, address4}},                           // L32
    {106, exact, {number16, node}},                               // L64
    {107, exact, {number16, name}},                               // LP
    {108, exact, {eui48}},                                        // EUI48
    {109, exact, {eui64}},                                        // EUI64
    {256, exact, {number16, number16, long_string}},              // URI
    {257, exact, {number8, tag, long_string}},                    // CAA
    {258, exact, {strings}},                                      // AVC
    {260, exact, {relay}},                                        // AMTRELAY
    {261, exact, {strings}},                                      // RESINFO
    {262, exact, {strings}},                                      // WALLET
    {32768, exact, {number16, algorithm, number8, hex}, check_ds},  // TA
    {32769, exact, {number16, algorithm, number8, hex}, check_ds},  // DLV
};
// clang-format on

static_assert(std::ranges::is_sorted(rows, {}, &RdataType::number));

}  // namespace

const RdataType* find_rdata_type(dns::Type type) {
  const auto number = static_cast<std::uint16_t>(type);
  const auto row = std::ranges::lower_bound(rows, number, {}, &RdataType::number);
  return row != std::end(rows) && row->number == number ? row : nullptr;
}

}  // namespace rota::zonefile
