// Common rdata, read by us and by ldns: the same wire form for the same text.
#include <catch2/catch.hpp>
#include <random>

#include "support/ldns_judge.h"
#include "zonefile/rdata/rdata.h"
#include "zonefile/text/lines.h"

using namespace rota;
using dns::Type;

namespace {

// Texts of the usual forms, the same ones in every run.
class Writer {
 public:
  std::string write(Type type) {
    switch (type) {
      case Type::a: return number(255) + "." + number(255) + "." + number(255) + "." + number(255);
      case Type::aaaa: return "2001:db8:" + std::string(pick({":", "0:1::", "a:B:c:D:e:"})) + number(9999);
      case Type::mx: return number(65535) + blank() + name();
      case Type::srv: return number(9) + blank() + number(9) + blank() + number(65535) + blank() + name();
      case Type::txt: return string() + blank() + string();
      default: return name();
    }
  }

 private:
  std::string number(unsigned most) { return std::to_string(random_() % (most + 1)); }
  std::string_view pick(std::initializer_list<std::string_view> of) {
    return of.begin()[random_() % of.size()];
  }
  std::string blank() { return std::string(pick({" ", "\t", "  ", " \t "})); }
  std::string label() {
    return std::string(pick({"www", "a-b", "X1", "_tcp", "*", "a\\.b", "\\065bc", "long-label-of-many"}));
  }
  std::string name() {
    if (random_() % 8 == 0) return "@";
    std::string out = label();
    for (auto i = random_() % 5; i > 0; --i) out += "." + label();
    return out + std::string(pick({"", "."}));
  }
  std::string string() {
    const std::string text =
        std::string(pick({"", "v=spf1", "a;b", "x\\\"y", "tab\\009", "~all"})) + number(99);
    return random_() % 2 == 0 || text.find(';') != std::string::npos ? '"' + text + " (z)" + '"' : text;
  }

  std::mt19937 random_{20};  // NOLINT(cert-msc51-cpp): the same run each time
};

}  // namespace

TEST_CASE("common rdata has the wire form that ldns reads from the same text") {
  Writer writer;
  const auto origin = dns::parse_name("example").value();
  for (const Type type :
       {Type::a, Type::aaaa, Type::ns, Type::cname, Type::mx, Type::txt, Type::ptr, Type::srv})
    for (int i = 0; i < 500; ++i) {
      const std::string text = writer.write(type);
      INFO(dns::text(type) + " " + text);
      zonefile::ZoneLines lines(text);
      zonefile::ZoneLine line;
      REQUIRE(lines.next(line));
      zonefile::RdataParser parser;
      REQUIRE(parser.parse(type, line.tokens, origin).empty());
      const auto theirs = test::read_by_ldns(type, text);
      REQUIRE(theirs);
      CHECK(*theirs == test::Octets(parser.rdata().begin(), parser.rdata().end()));
    }
}
