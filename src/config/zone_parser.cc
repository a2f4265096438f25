#include "config/zone_parser.h"

#include <limits>
#include <utility>

#include "config/files.h"
#include "config/zone_generate.h"
#include "config/zone_numbers.h"

namespace rota::config {

namespace {

// RFC 2181 section 8: a TTL has 31 bits.
constexpr std::uint32_t longest_ttl = std::numeric_limits<std::int32_t>::max();

bool equals(std::string_view text, std::string_view upper) {
  const auto same = [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 32 : a) == b; };
  return text.size() == upper.size() && std::ranges::equal(text, upper, same);
}

bool is_other_class(std::string_view text) {
  return equals(text, "CH") || equals(text, "HS") || equals(text, "CS") || equals(text, "NONE") ||
         (text.size() > 5 && equals(text.substr(0, 5), "CLASS"));
}

}  // namespace

ZoneParser::ZoneParser(const ZoneSource& source, const dns::Name& apex, ZoneBuilder& builder,
                       Mistakes& mistakes)
    : source_(source), apex_(apex), builder_(builder), mistakes_(mistakes) {
  place_.file = std::make_shared<const std::string>(source.path);
  place_.origin = apex;
}

void ZoneParser::error(std::string text) {
  mistakes_.error({place_.file, place_.line, 0}, std::move(text));
  if (++errors_ == most_mistakes)
    mistakes_.error({place_.file, place_.line, 0}, "too many mistakes; the rest is not read");
}

void ZoneParser::warning(std::string text) {
  if (++warnings_ <= most_mistakes) mistakes_.warning({place_.file, place_.line, 0}, std::move(text));
}

void ZoneParser::parse() {
  const auto text = source_.read(source_.path);
  if (!text) return error("cannot be read: " + text.error().text);
  builder_.expect(text->size());
  parse_text(*text);
}

void ZoneParser::parse_text(std::string_view text) {
  ZoneLines lines(text);
  ZoneLine line;
  while (!gave_up() && lines.next(line)) {
    place_.line = line.line;
    if (!line.mistake.empty()) {
      error(std::string(line.mistake));
    } else if (!line.indented && line.tokens.front().front() == '$') {
      parse_directive(line.tokens);
    } else {
      parse_record(line);
    }
  }
}

void ZoneParser::parse_directive(Tokens tokens) {
  const Tokens arguments = tokens.subspan(1);
  if (equals(tokens.front(), "$ORIGIN")) return set_origin(arguments);
  if (equals(tokens.front(), "$TTL")) return set_ttl(arguments);
  if (equals(tokens.front(), "$INCLUDE")) return include(arguments);
  if (equals(tokens.front(), "$GENERATE")) return generate(arguments);
  error("unknown directive '" + std::string(tokens.front()) + "'");
}

void ZoneParser::set_origin(Tokens arguments) {
  if (arguments.size() != 1) return error("$ORIGIN needs one name");
  const auto name = dns::parse_name(arguments.front(), place_.origin);
  if (!name) return error(name.error().text);
  place_.origin = *name;
}

void ZoneParser::set_ttl(Tokens arguments) {
  if (arguments.size() != 1) return error("$TTL needs one TTL");
  if (const auto ttl = parse_ttl(arguments.front())) default_ttl_ = ttl;
}

// RFC 1035 section 5.1: whatever an included file says of origin and owner ends
// with it.
void ZoneParser::include(Tokens arguments) {
  if (arguments.empty() || arguments.size() > 2)
    return error("$INCLUDE needs a file, and may have an origin");
  if (place_.depth == deepest_include)
    return error("$INCLUDE is nested more than " + std::to_string(deepest_include) + " deep");
  dns::Name origin = place_.origin;
  if (arguments.size() == 2) {
    const auto name = dns::parse_name(arguments[1], place_.origin);
    if (!name) return error(name.error().text);
    origin = *name;
  }
  const std::string path = relative_to(*place_.file, unquoted(arguments.front()));
  const auto text = source_.read(path);
  if (!text) return error("'" + path + "' cannot be read: " + text.error().text);
  Place within{std::make_shared<const std::string>(path), 0, origin, place_.owner, place_.depth + 1};
  std::swap(place_, within);
  parse_text(*text);
  std::swap(place_, within);
}

void ZoneParser::generate(Tokens arguments) {
  if (arguments.size() < 4) return error("$GENERATE needs a range, an owner, a type and rdata");
  const auto range = parse_generate_range(arguments.front());
  if (!range)
    return error("'" + std::string(arguments.front()) + "' is not a range such as 1-100 or 1-100/2");
  generated_ += range->count();
  if (range->count() > source_.most_generated || generated_ > source_.most_generated) {
    return error("$GENERATE makes more than " + std::to_string(source_.most_generated) +
                 " records in this zone");
  }
  // BIND wants rdata of several fields in quotes; the quotes of TXT are its own.
  const auto type = parse_data_type(arguments[arguments.size() - 2]);
  const bool is_packed = type && *type != dns::Type::txt;
  const dns::Name owner = place_.owner;
  const std::size_t errors = errors_;
  std::string text;
  for (std::uint64_t i = 0; i < range->count() && errors_ == errors; ++i) {
    const auto number = static_cast<std::uint32_t>(range->first + i * range->step);
    text.clear();
    for (const std::string_view& token : arguments.subspan(1)) {
      const bool is_last = &token == &arguments.back();
      if (!append_generated(is_last && is_packed ? unquoted(token) : token, number, text)) {
        return error("'" + std::string(token) + "' is not a template of $GENERATE");
      }
      text += ' ';
    }
    parse_generated(text);
  }
  place_.owner = owner;
}

void ZoneParser::parse_generated(const std::string& text) {
  ZoneLines lines(text);
  ZoneLine line;
  if (!lines.next(line)) return;
  if (!line.mistake.empty()) return error(std::string(line.mistake));
  parse_record(line);
}

void ZoneParser::parse_record(const ZoneLine& line) {
  Tokens tokens = line.tokens;
  if (!line.indented) {
    const auto owner = dns::parse_name(tokens.front(), place_.origin);
    if (!owner) return error(owner.error().text);
    place_.owner = *owner;
    tokens = tokens.subspan(1);
  }
  if (place_.owner.empty()) return error("the first record has no owner");
  const auto head = parse_head(tokens);
  if (!head) return;
  if (!dns::is_below_or_at(place_.owner, apex_)) {
    return warning(place_.owner.text() + " is outside of the zone " + apex_.text() + " and is ignored");
  }
  const std::string mistake = rdata_.parse(head->type, head->rdata, place_.origin);
  if (!mistake.empty()) return error(mistake);
  const auto ttl = ttl_of(*head);
  if (!ttl) return error("the record has no TTL, and there is neither $TTL nor a record before it");
  last_ttl_ = ttl;
  const Record record{
      .type = head->type, .ttl = *ttl, .line = place_.line, .file = builder_.file(place_.file)};
  if (!builder_.add(place_.owner, record, rdata_.rdata())) error("the zone is too large");
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
    } else if (!has_class && equals(token, "IN")) {
      has_class = true;
    } else if (!has_class && is_other_class(token)) {
      error("class '" + std::string(token) + "' is not supported, only IN");
      return {};
    } else {
      const auto type = parse_data_type(token);
      if (!type) {
        error("'" + std::string(token) + "' is not a record type");
        return {};
      }
      head.type = *type;
      head.rdata = tokens.subspan(1);
      return head;
    }
  }
  error("the record has no type");
  return {};
}

std::optional<std::uint32_t> ZoneParser::parse_ttl(std::string_view text) {
  const auto ttl = parse_period(text);
  if (ttl && *ttl <= longest_ttl) return ttl;
  error("'" + std::string(text) + "' is not a TTL from 0 to 2147483647");
  return {};
}

std::optional<std::uint32_t> ZoneParser::ttl_of(const Head& head) {
  if (head.ttl) return head.ttl;
  if (default_ttl_) return default_ttl_;
  if (last_ttl_) return last_ttl_;
  // As BIND does: a zone without any TTL takes that of negative answers.
  if (head.type == dns::Type::soa) return load32(rdata_.rdata().last(4).data()) & longest_ttl;
  return {};
}

}  // namespace rota::config
