// Wire forms of every type that is read, as BIND's named-rrchecker writes them.
#include "zonefile/rdata/rdata.h"

#include <catch2/catch.hpp>

#include "zonefile/rdata/reading.h"

using namespace rota;
using namespace rota::zonefile;

namespace {

// clang-format off
const std::pair<const char*, const char*> golden[] = {
    {R"~(A 192.0.2.1)~", "c0000201"},
    {R"~(AAAA 2001:db8::1)~", "20010db8000000000000000000000001"},
    {R"~(NS ns1)~", "036e7331076578616d706c6500"},
    {R"~(NS @)~", "076578616d706c6500"},
    {R"~(CNAME target.example.net.)~", "06746172676574076578616d706c65036e657400"},
    {R"~(PTR \100.a\.b.example.)~", "016403612e62076578616d706c6500"},
    {R"~(MX 10 mail)~", "000a046d61696c076578616d706c6500"},
    {R"~(SOA ns1 hostmaster 7 1d 2h30m 4w 60)~",
     "036e7331076578616d706c65000a686f73746d6173746572076578616d706c65000000000700015180000023280024ea"
     "000000003c"},
    {R"~(TXT "a b" c "\"q\" ; (x)" "")~", "03612062016309227122203b2028782900"},
    {R"~(TXT \065\;x)~", "03413b78"},
    {R"~(HINFO "PC" Linux)~", "025043054c696e7578"},
    {R"~(SRV 1 2 443 host)~", "0001000201bb04686f7374076578616d706c6500"},
    {R"~(NAPTR 100 50 "s" "z3950+I2L+I2C" "" _z3950._tcp)~",
     "0064003201730d7a333935302b49324c2b49324300065f7a33393530045f746370076578616d706c6500"},
    {R"~(RP mbox txt)~", "046d626f78076578616d706c650003747874076578616d706c6500"},
    {R"~(AFSDB 1 host)~", "000104686f7374076578616d706c6500"},
    {R"~(DNAME other)~", "056f74686572076578616d706c6500"},
    {R"~(CAA 0 issue "ca.example.net; policy=ev")~",
     "0005697373756563612e6578616d706c652e6e65743b20706f6c6963793d6576"},
    {R"~(URI 10 1 "ftp://ftp1.example.com/public")~",
     "000a00016674703a2f2f667470312e6578616d706c652e636f6d2f7075626c6963"},
    {R"~(DS 60485 5 1 2BB183AF5F22588179A53B0A 98631FAD1A292118)~",
     "ec4505012bb183af5f22588179a53b0a98631fad1a292118"},
    {R"~(SSHFP 2 1 123456789abcdef67890123456789abcdef67890)~",
     "0201123456789abcdef67890123456789abcdef67890"},
    {R"~(TLSA 3 1 1 d2abde240d7cd3ee6b4b28c54df034b97983a1d16e8a410e4561cb106618e971)~",
     "030101d2abde240d7cd3ee6b4b28c54df034b97983a1d16e8a410e4561cb106618e971"},
    {R"~(DNSKEY 256 3 5 AQPSKmynfzW4kyBv015MUG2DeIQ3 Cbl+BBZH4b/0PY1kxkmvHjcZc8no)~",
     "010003050103d22a6ca77f35b893206fd35e4c506d8378843709b97e041647e1bff43d8d64c649af1e371973c9e8"},
    {R"~(CERT PKIX 1 RSASHA256 AQNR)~", "0001000108010351"},
    {R"~(RRSIG A 5 3 86400 20030322173103 20030220173103 2642 example. oJB1W6WN)~",
     "00010503000151803e7c9dd73e5510d70a52076578616d706c6500a090755ba58d"},
    {R"~(NSEC host A MX RRSIG NSEC TYPE1234)~",
     "04686f7374076578616d706c65000006400100000003041b000000000000000000000000000000000000000000000000"
     "000020"},
    {R"~(NSEC3 1 1 12 aabbccdd 2vptu5timamqttgl4luu9kg21e0aor3s A RRSIG)~",
     "0101000c04aabbccdd1417f3df17b2b2adaef615257de4d2020b80ac6c7c0006400000000002"},
    {R"~(NSEC3PARAM 1 0 12 aabbccdd)~", "0100000c04aabbccdd"},
    {R"~(NSEC3PARAM 1 0 0 -)~", "0100000000"},
    {R"~(CDS 60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118)~",
     "ec4505012bb183af5f22588179a53b0a98631fad1a292118"},
    {R"~(OPENPGPKEY AQNRU3mG7TVT O2BkR47usntb)~", "010351537986ed35533b6064478eeeb27b5b"},
    {R"~(CSYNC 66 3 A NS AAAA)~", "000000420003000460000008"},
    {R"~(ZONEMD 2018031500 1 1 FEBE3D4CE2EC2FFA4BA99D46CD69D6D29711E55217057BEE7EB1A7B641A47BA7FED2DD5B97AE499FAFA4F22C6BD647DE)~",
     "7848b78c0101febe3d4ce2ec2ffa4ba99d46cd69d6d29711e55217057bee7eb1a7b641a47ba7fed2dd5b97ae499fafa4"
     "f22c6bd647de"},
    {R"~(SVCB 0 foo.example.com.)~", "000003666f6f076578616d706c6503636f6d00"},
    {R"~(HTTPS 1 . alpn=h2,h3 port=8443 ipv4hint=192.0.2.1,192.0.2.2)~",
     "000100000100060268320268330003000220fb00040008c0000201c0000202"},
    {R"~(SVCB 16 foo port=53 mandatory=port)~", "001003666f6f076578616d706c6500000000020003000300020035"},
    {R"~(SVCB 1 foo key667=hello)~", "000103666f6f076578616d706c6500029b000568656c6c6f"},
    {R"~(LOC 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m)~", "000016138b3cf018810cbce0009895b8"},
    {R"~(APL 1:192.168.32.0/21 !1:192.168.38.0/28 2:2001:db8::/32)~",
     "00011503c0a82000011c83c0a8260002200420010db8"},
    {R"~(IPSECKEY 10 1 2 192.0.2.38 AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==)~",
     "0a0102c0000226010351537986ed35533b6064478eeeb27b5bd74dae149b6e81ba3a0521af82ab7801"},
    {R"~(IPSECKEY 10 3 2 gw AQNRU3mG 7TVT)~", "0a0302026777076578616d706c6500010351537986ed3553"},
    {R"~(HIP 2 200100107B1A74DF365639CC39F1D578 AwEAAbdxyhNuSutc5EMzxTs9LBPCIkOFH8cIvM4p9+LrV4e1 rvs)~",
     "10020024200100107b1a74df365639cc39f1d57803010001b771ca136e4aeb5ce44333c53b3d2c13c22243851fc708bc"
     "ce29f7e2eb5787b503727673076578616d706c6500"},
    {R"~(EUI48 00-00-5e-00-53-2a)~", "00005e00532a"},
    {R"~(EUI64 00-00-5e-ef-10-00-00-2a)~", "00005eef1000002a"},
    {R"~(NID 10 0014:4fff:ff20:ee64)~", "000a00144fffff20ee64"},
    {R"~(L32 10 10.1.2.0)~", "000a0a010200"},
    {R"~(L64 10 2001:0DB8:1140:1000)~", "000a20010db811401000"},
    {R"~(LP 10 l64)~", "000a036c3634076578616d706c6500"},
    {R"~(X25 311061700956)~", "0c333131303631373030393536"},
    {R"~(ISDN 150862028003217 004)~", "0f31353038363230323830303332313703303034"},
    {R"~(RT 2 relay)~", "00020572656c6179076578616d706c6500"},
    {R"~(NSAP 0x47.0005.80.005a00.0000.0001.e133.ffffff000161.00)~",
     "47000580005a0000000001e133ffffff00016100"},
    {R"~(PX 10 map822 mapx400)~", "000a066d6170383232076578616d706c6500076d617078343030076578616d706c6500"},
    {R"~(GPOS -32.6882 116.8652 10.0)~", "082d33322e36383832083131362e383635320431302e30"},
    {R"~(KX 10 kx)~", "000a026b78076578616d706c6500"},
    {R"~(SMIMEA 3 1 1 d2abde24)~", "030101d2abde24"},
    {R"~(SPF "v=spf1 -all")~", "0b763d73706631202d616c6c"},
    {R"~(DHCID AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=)~",
     "000201636fc0b8271c82825bb1ac5c41cf5351aa69b4febd94e8f17cdb95000da48c40"},
    {R"~(WKS 192.0.2.1 6 25 80)~", "c0000201060000004000000000000080"},
    {R"~(AMTRELAY 10 1 3 relay)~", "0a830572656c6179076578616d706c6500"},
    {R"~(AMTRELAY 10 0 2 2001:db8::15)~", "0a0220010db8000000000000000000000015"},
    {R"~(RESINFO qnamemin exterr=15)~", "08716e616d656d696e096578746572723d3135"},
    {R"~(WALLET "ETH" "0x")~", "03455448023078"},
    {R"~(DSYNC CDS NOTIFY 5300 n)~", "003b0114b4016e076578616d706c6500"},
    {R"~(AVC "a:b")~", "03613a62"},
    {R"~(NINFO up)~", "027570"},
    {R"~(NULL \# 2 0102)~", "0102"},
    {R"~(CSYNC 66 3)~", "000000420003"},
    {R"~(TYPE65400 \# 3 ab cdef)~", "abcdef"},
    {R"~(A \# 4 c0000201)~", "c0000201"},
    {R"~(TYPE1 \# 4 c0000202)~", "c0000202"},
};
// clang-format on

}  // namespace

TEST_CASE("P-35 C-04 rdata of every type has the wire form that BIND gives it") {
  for (const auto& [text, wire] : golden) {
    INFO(text);
    CHECK(parse(text) == wire);
  }
}

TEST_CASE("a name in rdata that only begins with an at sign is not the origin") {
  CHECK(parse(R"(NS \@)") == "0140076578616d706c6500");
  CHECK(parse("NS @.x.") == "0140017800");
}

TEST_CASE("a string of more than 255 octets is refused, several shorter ones are not") {
  CHECK(parse("TXT " + std::string(256, 'a')) == "bad rdata of TXT: a string has 256 octets, more than 255");
  CHECK(parse("TXT " + std::string(255, 'a') + " b").size() == 2 * (256 + 2));
}

TEST_CASE("numbers that do not fit are refused instead of wrapped") {
  CHECK(parse("MX 65536 a") == "bad rdata of MX: '65536' is not a number from 0 to 65535");
  CHECK(parse("MX -1 a") == "bad rdata of MX: '-1' is not a number from 0 to 65535");
  CHECK(parse("DS 1 300 1 00") == "bad rdata of DS: '300' is not a number from 0 to 255");
  CHECK(parse("IPSECKEY 256 1 2 192.0.2.38 AQNR") ==
        "bad rdata of IPSECKEY: '256' is not a number from 0 to 255");
  CHECK(parse("IPSECKEY 1 4 2 x AQNR") == "bad rdata of IPSECKEY: '4' is not a kind of gateway from 0 to 3");
  CHECK(parse("IPSECKEY 1 0 2 . A") == "bad rdata of IPSECKEY: 'A' is not base64");
  CHECK(parse("IPSECKEY 1 0 0 .") == "010000");
  CHECK(parse("SOA a b 4294967296 1 1 1 1") ==
        "bad rdata of SOA: '4294967296' is not a number from 0 to 4294967295");
  CHECK(parse("SOA a b 1 8000w 1 1 1") == "bad rdata of SOA: '8000w' is not a number of seconds below 2^32");
}

TEST_CASE("missing and superfluous fields are told") {
  CHECK(parse("A") == "bad rdata of A: only 0 of 1 fields are present");
  CHECK(parse("MX 10") == "bad rdata of MX: only 1 of 2 fields are present");
  CHECK(parse("A 192.0.2.1 192.0.2.2") == "bad rdata of A: '192.0.2.2' is too much");
  CHECK(parse("CNAME a b") == "bad rdata of CNAME: 'b' is too much");
  CHECK(parse("TXT") == "bad rdata of TXT: only 0 of 1 fields are present");
}

TEST_CASE("addresses and names are strict") {
  CHECK(parse("A 192.0.2.256") == "bad rdata of A: '192.0.2.256' is not an IPv4 address");
  CHECK(parse("A 2001:db8::1") == "bad rdata of A: '2001:db8::1' is not an IPv4 address");
  CHECK(parse("AAAA 192.0.2.1") == "bad rdata of AAAA: '192.0.2.1' is not an IPv6 address");
  CHECK(parse("NS a..b") == "bad rdata of NS: 'a..b' is not a domain name: an empty label");
  CHECK(parse("TXT \\300") == "bad rdata of TXT: '\\300' has a broken escape");
}

TEST_CASE("LOC and APL are read to their last value and no further") {
  CHECK(parse("LOC 0 N 0 E 42849672.96m").starts_with("bad rdata of LOC: '42849672.96m' is not an altitude"));
  CHECK(parse("LOC 0 N 0 E -100000.01m").starts_with("bad rdata of LOC: '-100000.01m' is not an altitude"));
  CHECK(parse("LOC 0 N 0 E 0m 90000001m").starts_with("bad rdata of LOC: '90000001m' is not a size"));
  CHECK(parse("LOC 90 0 0.001 N 0 E 0m").starts_with("bad rdata of LOC: the latitude"));
  CHECK(parse("LOC 0 N 181 E 0m").starts_with("bad rdata of LOC: the longitude"));
  for (const char* prefix :
       {"1:192.0.2.0/33", "1:192.0.2.0/256", "65537:192.0.2.0/24", "-1:192.0.2.0/24", "2:::/129"})
    CHECK(parse("APL " + std::string(prefix)) ==
          "bad rdata of APL: '" + std::string(prefix) + "' is not a prefix such as 1:192.0.2.0/24");
}

TEST_CASE("a hash of NSEC3 is whole octets, twenty of them") {
  CHECK(parse("NSEC3 1 0 0 - 2vptu5timamqttgl4luu9kg21e0aor3 A").ends_with("is not base32hex"));
  CHECK(parse("NSEC3 1 0 0 - 2g A") == "bad rdata of NSEC3: the hash is not the 20 octets of SHA-1");
}

TEST_CASE("no digest, key or tag is shorter or longer than its kind") {
  for (const char* text : {"DS 1 8 2 aabb", "CDS 1 8 1 aabb", "SSHFP 1 2 aabb", "ZONEMD 1 1 1 aabb",
                           "KEY 0 3 5", "KEY 49152 3 5 AQNR", "IPSECKEY 1 0 2 .", "X25 311", "CAA 0 is-sue x",
                           "NAPTR 1 1 u s !(!x! .", "NAPTR 1 1 u s !a!\\\\2! ."})
    CHECK(parse(text).starts_with("bad rdata of "));
}

TEST_CASE("P-33 the form of RFC 3597 must hold what it says, and be such a record") {
  CHECK(parse("TYPE65400 abc") == "bad rdata of TYPE65400: it must be written as \\# length hex (RFC 3597)");
  CHECK(parse(R"(TYPE65400 \# 0)").empty());
  CHECK(parse(R"(TYPE65400 \# 2 abcdef)") == "bad rdata of TYPE65400: \\# says 2 octets, but has 3");
  CHECK(parse(R"(TYPE65400 \# 1 abc)") == "bad rdata of TYPE65400: \\# needs pairs of hexadecimal digits");
  CHECK(parse(R"(TYPE65400 \# 1 xy)") == "bad rdata of TYPE65400: \\# needs pairs of hexadecimal digits");
  CHECK(parse(R"(TYPE65400 \#)") == "bad rdata of TYPE65400: \\# needs a length from 0 to 65535");
  CHECK(parse(R"(A \# 3 c00002)") == "bad rdata of A: it is too short");
  CHECK(parse(R"(A \# 0)") == "bad rdata of A: it is too short");
  CHECK(parse(R"(MX \# 4 000a0000)") == "bad rdata of MX: it has 1 octet too many");
  CHECK(parse(R"(CNAME \# 2 c000)") == "bad rdata of CNAME: a name is broken or compressed");
}

TEST_CASE("types that are no data have no records") {
  for (const char* type :
       {"ANY", "OPT", "AXFR", "TSIG", "TYPE0", "TYPE255", "TYPE65536", "tYPE654003", "TYPE-1", "NOSUCH"}) {
    CHECK_FALSE(parse_data_type(type));
  }
  CHECK(parse_data_type("type65400") == static_cast<dns::Type>(65400));
  CHECK(parse_data_type("aaaa") == dns::Type::aaaa);
}
