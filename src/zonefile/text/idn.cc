#include "zonefile/text/idn.h"

#include <idn2.h>

#include <algorithm>
#include <memory>

namespace rota::zonefile {

namespace {

struct FreeIdnText {
  void operator()(char* text) const { idn2_free(text); }
};

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

// Up to the first dot that no backslash stands before.
std::string_view first_label(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && text[at] != '.') at += text[at] == '\\' ? std::size_t{2} : std::size_t{1};
  return text.substr(0, at);
}

Result<std::string> convert(std::string_view label) {
  char* found = nullptr;
  const int status =
      idn2_to_ascii_8z(std::string(label).c_str(), &found, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  const std::unique_ptr<char, FreeIdnText> owned(found);
  if (status != IDN2_OK) return Error{idn2_strerror(status)};
  // Without the rules of STD 3, which forbid "_", signs that look like those of a
  // zone file come through as the signs themselves.
  std::string out = owned.get();
  if (!std::ranges::all_of(out, is_plain)) return Error{"it holds a character that no host name has"};
  return {boost::system::in_place_value, std::move(out)};
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

Result<std::string> to_a_labels(std::string_view name) {
  std::string out;
  for (std::string_view rest = name; !rest.empty();) {
    const std::string_view label = first_label(rest);
    if (is_ascii(label)) {
      out += label;
    } else {
      const auto converted = convert(label);
      if (!converted)
        return Error{"'" + std::string(name) + "' has no A-label form: " + converted.error().text};
      out += *converted;
    }
    rest.remove_prefix(label.size());
    if (rest.empty()) break;
    out += '.';
    rest.remove_prefix(1);
  }
  return {boost::system::in_place_value, std::move(out)};
}

}  // namespace rota::zonefile
