// The directives of a zone file: $ORIGIN, $TTL, $INCLUDE (RFC 1035 section 5.1,
// RFC 2308 section 4) and $GENERATE, as BIND has it.
#include <utility>

#include "base/files.h"
#include "zonefile/generate.h"
#include "zonefile/parser.h"
#include "zonefile/text/names.h"
#include "zonefile/text/numbers.h"

namespace rota::zonefile {

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
  const auto name = parse_zone_name(unquoted(arguments.front()), context_.origin);
  if (!name) return error(name.error().text);
  context_.origin = *name;
  context_.owner.text.clear();
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
  if (context_.depth == deepest_include)
    return error("$INCLUDE is nested more than " + std::to_string(deepest_include) + " deep");
  dns::Name origin = context_.origin;
  if (arguments.size() == 2) {
    const auto name = parse_zone_name(unquoted(arguments[1]), context_.origin);
    if (!name) return error(name.error().text);
    origin = *name;
  }
  const std::string path = relative_to(*context_.file, unquoted(arguments.front()));
  auto text = source_.files.open(path);
  if (!text) return error("'" + path + "' cannot be read: " + text.error().text);
  text_size_ += text->size;
  if (++included_ > source_.most_included)
    return give_up("$INCLUDE reads more than " + std::to_string(source_.most_included) +
                   " files into this zone; does a file include one that includes it?");
  if (text_size_ > source_.largest_text)
    return give_up("the zone and what it includes have more than " + std::to_string(source_.largest_text) +
                   " octets");
  Context within = context_;
  within.file = std::make_shared<const std::string>(path);
  within.file_number = builder_.file(within.file);
  within.origin = origin;
  within.owner.text.clear();
  ++within.depth;
  std::swap(context_, within);
  parse_lines(ZoneLines(std::move(*text)));
  std::swap(context_, within);
  context_.owner.is_begun = false;
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
  const Owner owner = context_.owner;
  const std::size_t errors = errors_;
  std::string text;
  for (std::uint64_t i = 0; i < range->count() && errors_ == errors; ++i) {
    if (*source_.interrupted) return give_up("loading was interrupted");
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
  context_.owner = owner;
  context_.owner.is_begun = false;
}

void ZoneParser::parse_generated(const std::string& text) {
  ZoneLines lines(text);
  ZoneLine line;
  if (!lines.next(line)) return;
  if (!line.mistake.empty()) return error(std::string(line.mistake));
  parse_record(line);
}

}  // namespace rota::zonefile
