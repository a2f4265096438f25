#include "config/owner_name.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "zonefile/text/idn.h"

namespace rota::config {

namespace {

bool is_usual(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter || (c >= '0' && c <= '9') ||
         std::string_view("-_.*@/").find(c) != std::string_view::npos ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string without_dot(std::string text) {
  if (text.size() > 1) text.pop_back();
  return text;
}

// The name that is meant when the zone has been written out; nothing when it has not.
std::optional<dns::Name> meant_absolute(const std::string& text, const dns::Name& apex) {
  const bool is_root = apex.view().size() == 1;
  if (is_root || text.ends_with('.')) return {};
  auto name = dns::parse_name(text + ".");
  if (!name || !dns::is_below_or_at(*name, apex)) return {};
  return *name;
}

// With an inner dot and none at its end it may be meant either way. Not so below "*" alone, and
// not under a label such as "_tcp", which is no top-level domain.
bool may_be_either(std::string_view text, const dns::Name& apex) {
  const bool is_root = apex.view().size() == 1;
  if (is_root || text.ends_with('.')) return false;
  if (text.starts_with("*.")) text.remove_prefix(2);
  const std::size_t dot = text.rfind('.');
  const bool is_inner =
      dot != std::string_view::npos && dot > 0 && text[dot - 1] != '\\' && text[dot - 1] != '.';
  return is_inner && text.substr(dot + 1).front() != '_';
}

}  // namespace

std::optional<std::string> read_letters(const std::string& text, const Position& at, Mistakes& mistakes) {
  auto ascii = zonefile::to_a_labels(text);
  if (!ascii) {
    mistakes.error(at, ascii.error().text);
    return {};
  }
  const auto odd = std::ranges::find_if_not(text, is_usual);
  if (odd == text.end() || text.find('\\') != std::string::npos) return std::move(*ascii);
  const std::string name = '"' + text + "\" is not a name: ";
  if (text.find('$') != std::string::npos) {
    mistakes.error(at, name + "variables are not replaced in this file; write the name itself");
  } else {
    mistakes.error(at, name + "\"" + *odd + "\" is not allowed; use letters, digits, \"-\" and \"_\"");
  }
  return {};
}

std::optional<dns::Name> read_zone_name(const std::string& text, const dns::Name& apex, const Position& at,
                                        Mistakes& mistakes) {
  const auto ascii = read_letters(text, at, mistakes);
  if (!ascii) return {};
  if (const auto absolute = meant_absolute(*ascii, apex)) {
    mistakes.warning(at, '"' + text + "\" ends in the zone and is taken as " + absolute->text() +
                             "; write \"" + absolute->text() + "\" or the part before " +
                             without_dot(apex.text()));
    return *absolute;
  }
  if (may_be_either(*ascii, apex)) {
    mistakes.error(at, '"' + text + "\" has no dot at its end: write \"" + text + "." + apex.text() +
                           "\" for a name in the zone, or \"" + text + ".\"");
    return {};
  }
  const auto name = dns::parse_name(*ascii, apex);
  if (name) return *name;
  mistakes.error(at, name.error().text);
  return {};
}

std::optional<dns::Name> read_owner(const std::string& text, const dns::Name& apex, const Position& at,
                                    Mistakes& mistakes) {
  const auto name = read_zone_name(text, apex, at, mistakes);
  if (!name) return {};
  if (dns::is_below_or_at(*name, apex)) return dns::lowered(*name);
  mistakes.error(at, "the name \"" + text + "\" is outside of the zone " + apex.text());
  return {};
}

}  // namespace rota::config
