// Rdata as text and as octets. The first octet picks what is done with the rest:
// below 128 it is the text of a common type, read by us and by ldns side by side, who read
// the same where both read it; above, the number of any type and its text or octets: what
// text becomes passes the check of wire form, and what passes that is printed so that it
// reads back as the same octets.
// Ids: C-04
#include <algorithm>
#include <array>
#include <cstdio>

#include "support/ldns_judge.h"
#include "zonefile/print.h"
#include "zonefile/rdata/check.h"
#include "zonefile/rdata/rdata.h"
#include "zonefile/text/idn.h"
#include "zonefile/text/lines.h"
#include "zonefile/text/numbers.h"

namespace {

using namespace rota;
using dns::Type;

constexpr std::array types{Type::a,  Type::aaaa, Type::ns,  Type::cname,
                           Type::mx, Type::txt,  Type::ptr, Type::srv};

std::optional<test::Octets> read_by_us(Type type, std::string_view text) {
  zonefile::ZoneLines lines(text);
  zonefile::ZoneLine line;
  if (lines.next(line) && !line.mistake.empty()) return {};
  static const auto origin = dns::parse_name("example").value();
  zonefile::RdataParser parser;
  if (!parser.parse(type, line.tokens, origin).empty()) return {};
  return test::Octets(parser.rdata().begin(), parser.rdata().end());
}

// Quotes as BIND has them stand around whole strings and are closed.
bool has_odd_quotes(Type type, std::string_view text) {
  const auto is_blank = [&](std::size_t at) {
    return at >= text.size() || text[at] == ' ' || text[at] == '\t';
  };
  bool within = false;
  bool after_blank = true;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"' && (within ? !is_blank(at + 1) : !after_blank)) return true;
    within = within != (text[at] == '"');
    after_blank = is_blank(at);
    if (text[at] == '\\') ++at;
  }
  return within || (type != Type::txt && text.find('"') != std::string_view::npos);
}

std::size_t numbers_of(Type type) { return type == Type::mx ? 1 : type == Type::srv ? 3 : 0; }

// Where ldns is known to read otherwise than the standards say or BIND does.
bool is_known(Type type, std::string_view text, const std::optional<test::Octets>& ours,
              const std::optional<test::Octets>& theirs) {
  // The general form of RFC 3597: it takes any text for its octets.
  if (text.find("\\#") != std::string_view::npos) return true;
  if (has_odd_quotes(type, text)) return true;
  // A name that is not in ASCII.
  if (!ours && type != Type::txt && !zonefile::is_ascii(text)) return true;
  // A name whose first label is "@": it takes that for the origin.
  const std::size_t lead = 2 * numbers_of(type);
  if (ours && type != Type::txt && ours->size() > lead + 1 && (*ours)[lead] == 1 && (*ours)[lead + 1] == '@')
    return true;
  // A name that is too long with the origin behind it.
  if (!ours && type != Type::txt && theirs->size() > lead + dns::max_name) return true;
  // Numbers: it takes signs and odd white space in front, and wraps what is too large.
  zonefile::ZoneLines lines(text);
  zonefile::ZoneLine line;
  if (ours || !lines.next(line)) return false;
  const auto numbers = std::span(line.tokens).first(std::min(line.tokens.size(), numbers_of(type)));
  return std::ranges::any_of(numbers, [](auto token) { return !zonefile::parse_number(token, 0xFFFF); });
}

void tell(Type type, std::string_view text, const std::optional<test::Octets>& octets, const char* who) {
  std::fprintf(stderr, "%s: %s [%.*s]:", who, dns::text(type).c_str(), static_cast<int>(text.size()),
               text.data());
  if (!octets) std::fputs(" refused", stderr);
  for (const std::uint8_t octet : octets.value_or(test::Octets())) std::fprintf(stderr, " %02x", octet);
  std::fputc('\n', stderr);
}

[[noreturn]] void fail(Type type, std::string_view text, const char* why) {
  tell(type, text, {}, why);
  __builtin_trap();
}

void check_wire(Type type, std::string_view given, Bytes rdata) {
  if (!zonefile::check_rdata(type, rdata).empty()) return;
  const std::string printed = zonefile::print_rdata(type, rdata);
  const auto again = read_by_us(type, printed);
  if (!again || !std::ranges::equal(*again, rdata)) fail(type, given, "printed as something else");
  if (!zonefile::is_same_rdata(type, rdata, *again)) fail(type, given, "not the same as itself");
}

void check_any(Type type, std::string_view text) {
  check_wire(type, text, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  const auto read = read_by_us(type, text);
  if (!read) return;
  if (!zonefile::check_rdata(type, *read).empty()) fail(type, text, "read, and does not pass the check");
  check_wire(type, text, *read);
}

void compare_with_ldns(Type type, const std::string& text) {
  // One record on one line.
  if (text.find_first_of(std::string_view("\0\n\r;()", 6)) != std::string::npos) return;
  const auto ours = read_by_us(type, text);
  const auto theirs = test::read_by_ldns(type, text);
  if (ours == theirs || is_known(type, text, ours, theirs)) return;
  tell(type, text, ours, "rota");
  tell(type, text, theirs, "ldns");
  __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (data[0] < 128) {
    compare_with_ldns(types[data[0] % types.size()], std::string(text.substr(1)));
  } else if (size >= 3) {
    check_any(static_cast<Type>(load16(data + 1)), text.substr(3));
  }
  return 0;
}
