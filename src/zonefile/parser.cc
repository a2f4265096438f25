#include "zonefile/parser.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "zonefile/text/names.h"
#include "zonefile/text/numbers.h"

namespace rota::zonefile {

namespace {

// RFC 2181 section 8: a TTL has 31 bits; one with more is 0.
constexpr std::uint32_t longest_ttl = std::numeric_limits<std::int32_t>::max();

bool is_our_class(std::string_view text) { return equals(text, "IN") || equals(text, "CLASS1"); }

bool is_other_class(std::string_view text) {
  return equals(text, "CH") || equals(text, "HS") || equals(text, "CS") || equals(text, "NONE") ||
         (text.size() > 5 && equals(text.substr(0, 5), "CLASS"));
}

}  // namespace

ZoneParser::ZoneParser(const ZoneSource& source, const dns::Name& apex, ZoneBuilder& builder,
                       Mistakes& mistakes)
    : source_(source), apex_(apex), builder_(builder), mistakes_(mistakes) {
  context_.file = std::make_shared<const std::string>(source.path);
  context_.file_number = builder.file(context_.file);
  context_.origin = apex;
}

void ZoneParser::error(std::string text) {
  mistakes_.error(at(), std::move(text));
  if (++errors_ == most_mistakes) mistakes_.error(at(), "too many errors; the rest is not read");
}

void ZoneParser::give_up(std::string text) {
  error(std::move(text));
  errors_ = most_mistakes;
}

void ZoneParser::warning(std::string text) {
  if (++warnings_ <= most_mistakes) mistakes_.warning(at(), std::move(text));
}

void ZoneParser::parse() {
  auto text = source_.files.open(source_.path);
  if (!text) return error("cannot be read: " + text.error().text);
  builder_.expect(text->size);
  text_size_ = text->size;
  parse_lines(ZoneLines(std::move(*text)));
}

void ZoneParser::parse_lines(ZoneLines lines) {
  ZoneLine line;
  while (!gave_up() && lines.next(line)) {
    if (*source_.interrupted) return give_up("loading was interrupted");
    context_.line = line.line;
    if (!line.mistake.empty()) {
      error(std::string(line.mistake));
    } else if (!line.indented && line.tokens.front().front() == '$') {
      parse_directive(line.tokens);
    } else {
      parse_record(line);
    }
  }
  if (!lines.failure().empty()) error("cannot be read: " + lines.failure());
}

void ZoneParser::parse_record(const ZoneLine& line) {
  Tokens tokens = line.tokens;
  Owner& owner = context_.owner;
  if (!line.indented) {
    if (tokens.front() != owner.text && !set_owner(tokens.front())) return;
    tokens = tokens.subspan(1);
  }
  if (owner.size == 0) return error("the first record has no owner");
  const auto head = parse_head(tokens);
  if (!head) return;
  if (!owner.is_inside)
    return warning(dns::text(owner.name()) + " is outside of the zone " + apex_.text() + " and is ignored");
  const std::string mistake = rdata_.parse(head->type, head->rdata, context_.origin);
  if (!mistake.empty()) return error(mistake);
  const auto ttl = ttl_of(*head);
  if (!ttl) return error("the record has no TTL, and there is neither $TTL nor a record before it");
  last_ttl_ = ttl;
  if (!owner.is_begun) builder_.begin_owner(owner.name());
  owner.is_begun = true;
  const Record record{
      .type = head->type,
      .ttl = *ttl,
      .line = context_.line,
      .file = context_.file_number,
      .column = static_cast<std::uint16_t>(std::min<std::uint32_t>(context_.column, UINT16_MAX))};
  if (!builder_.add(record, rdata_.rdata())) error("the zone is too large");
}

// The owner before stays when the text is no name.
bool ZoneParser::set_owner(std::string_view text) {
  std::array<std::uint8_t, dns::max_name> wire;
  const std::string_view written = unquoted(text);
  std::size_t size = dns::read_plain_name(written, context_.origin, wire);
  if (size == 0) {
    const auto name = parse_zone_name(written, context_.origin);
    if (!name) {
      error(name.error().text);
      return false;
    }
    size = name->view().size();
    std::ranges::copy(name->view(), wire.begin());
  }
  Owner& owner = context_.owner;
  std::copy_n(wire.begin(), size, owner.wire.begin());
  owner.size = size;
  owner.text = text;
  owner.is_inside = dns::is_below_or_at(owner.name(), apex_);
  owner.is_begun = false;
  return true;
}

// TTL and class stand in either order before the type, each at most once.
std::optional<ZoneParser::Head> ZoneParser::parse_head(Tokens tokens) {
  Head head;
  bool has_class = false;
  for (; !tokens.empty(); tokens = tokens.subspan(1)) {
    const std::string_view token = tokens.front();
    const char first = token.front();
    if (!head.ttl && ((first >= '0' && first <= '9') || first == '-' || first == '+')) {
      head.ttl = parse_ttl(token);
      if (!head.ttl) return {};
    } else if (!has_class && is_our_class(token)) {
      has_class = true;
    } else if (!has_class && is_other_class(token)) {
      error("class '" + std::string(token) + "' is not supported, only IN");
      return {};
    } else {
      if (token != last_type_text_ && !read_type(token)) return {};
      head.type = last_type_;
      head.rdata = tokens.subspan(1);
      return head;
    }
  }
  error("the record has no type");
  return {};
}

bool ZoneParser::read_type(std::string_view text) {
  const auto type = parse_data_type(text);
  if (!type) {
    error("'" + std::string(text) + "' is not a record type");
    return false;
  }
  last_type_text_ = text;
  last_type_ = *type;
  return true;
}

std::optional<std::uint32_t> ZoneParser::parse_ttl(std::string_view text) {
  const auto ttl = parse_period(text);
  if (ttl && *ttl <= longest_ttl) return ttl;
  if (ttl) {
    warning("the TTL " + std::string(text) + " is above 2147483647 s and is taken as 0 (RFC 2181 section 8)");
    return 0;
  }
  error("'" + std::string(text) + "' is not a TTL from 0 to 2147483647");
  return {};
}

std::optional<std::uint32_t> ZoneParser::ttl_of(const Head& head) {
  if (head.ttl) return head.ttl;
  if (default_ttl_) return default_ttl_;
  if (last_ttl_) return last_ttl_;
  // As BIND does: a zone without any TTL takes that of negative answers.
  if (head.type == dns::Type::soa) {
    const std::uint32_t minimum = load32(rdata_.rdata().last(4).data());
    return minimum <= longest_ttl ? minimum : 0;
  }
  return {};
}

}  // namespace rota::zonefile
