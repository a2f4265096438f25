#include "zonefile/print.h"

#include <catch2/catch.hpp>
#include <map>

#include "support/packet.h"
#include "support/rdata.h"
#include "zonefile/rdata/rdata.h"

using namespace rota;
using dns::Type;
using zonefile::print_message;
using zonefile::print_rdata;

TEST_CASE("rdata is printed as a zone file has it") {
  CHECK(print_rdata(Type::a, test::Octets{192, 0, 2, 1}) == "192.0.2.1");
  CHECK(print_rdata(Type::cname, test::wire("a.cdn.net")) == "a.cdn.net.");
  CHECK(print_rdata(Type::txt, test::Octets{2, '"', ' ', 1, 'b'}) == "\"\\\" \" \"b\"");
  CHECK(print_rdata(static_cast<Type>(65280), test::Octets{1, 0xAB}) == "\\# 2 01ab");
  CHECK(print_rdata(static_cast<Type>(65280), {}) == "\\# 0");
  CHECK(print_rdata(Type::a, test::Octets{192, 0}) == "\\# 2 c000");  // no address
}

TEST_CASE("a name that the library prints as a string, without its last dot, is printed in general form") {
  CHECK(print_rdata(static_cast<Type>(23), test::wire("ab")) == "\\# 4 02616200");  // NSAP-PTR
}

TEST_CASE("what is printed is read back as the same rdata") {
  const std::map<std::string, std::string> texts{{"MX", "10 mail.example."},
                                                 {"SRV", "1 2 3 host.example."},
                                                 {"SOA", "ns.example. host.example. 1 2 3 4 5"},
                                                 {"CAA", "0 issue \"ca.example\""},
                                                 {"DS", "1 8 1 0123456789abcdef0123456789abcdef01234567"},
                                                 {"NAPTR", "1 2 \"u\" \"E2U\" \"!a!b!\" ."},
                                                 {"AAAA", "2001:db8::1"}};
  const dns::Name root = dns::parse_name(".").value();
  for (const auto& [word, rdata] : texts) {
    const Type type = *dns::parse_type(word);
    std::vector<std::string_view> tokens;
    for (std::size_t at = 0; at < rdata.size();) {
      const std::size_t end = std::min(rdata.find(' ', at), rdata.size());
      std::string_view token = std::string_view(rdata).substr(at, end - at);
      if (token.starts_with('"')) token = token.substr(1, token.size() - 2);
      tokens.push_back(token);
      at = end + 1;
    }
    zonefile::RdataParser parser;
    INFO(rdata);
    REQUIRE(parser.parse(type, tokens, root).empty());
    CHECK(print_rdata(type, parser.rdata()) == rdata);
  }
}

TEST_CASE("a message is printed as dig does, and an unreadable one says so") {
  test::Octets message = test::Packet().question("www.lb.example", 1).bytes();
  CHECK(print_message(message).starts_with(";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: "));
  CHECK(print_message(message).ends_with("\n;; QUESTION SECTION:\n;www.lb.example.\tIN\tA\n"));
  message.resize(14);
  CHECK(print_message(message).starts_with(";; "));
  CHECK(print_message({}).starts_with(";; "));
}
