#include "config/service_reader.h"

#include <cstdint>

#include "base/hex.h"

namespace rota::config {

namespace {

constexpr std::size_t most_text = 255;  // octets of one string of a TXT record

// As Knot has it: a text, or octets in hex after "0x".
std::optional<std::vector<std::uint8_t>> parse_octets(std::string_view text) {
  if (!text.starts_with("0x")) return std::vector<std::uint8_t>(text.begin(), text.end());
  std::vector<std::uint8_t> out;
  if (!append_octets(out, text.substr(2))) return {};
  return out;
}

}  // namespace

void read_nsid(Settings& settings, const Row& row, ServerConfig& server) {
  const auto text = settings.text(row);
  if (!text) return;
  const auto octets = parse_octets(*text);
  if (!octets || octets->size() > dns::OptionList::most_nsid)
    settings.error("nsid", "\"nsid\" must be a text of at most 64 octets, or \"0x\" and pairs of hex digits");
  else
    server.service.nsid = *octets;
}

bool fits_chaos_text(Settings& settings, const Row& row, std::string_view text) {
  if (text.size() <= most_text) return true;
  settings.error(row.key, "\"" + std::string(row.key) + "\" may be 255 octets long at most");
  return false;
}

void read_allow_query(Settings& settings, const Row& row, ServerConfig& server) {
  server.service.allow_query = read_prefixes(settings, row);
}

std::optional<std::vector<Prefix>> read_prefixes(Settings& settings, const Row& row) {
  const Value* value = settings.value(row);
  const auto texts = settings.texts(row);
  if (!texts) return {};
  std::vector<Prefix> out;
  for (std::size_t i = 0; i < texts->size(); ++i) {
    const Position& at = value->array() != nullptr ? (*value->array())[i].at : value->at;
    if (const auto prefix = parse_prefix((*texts)[i]))
      out.push_back(*prefix);
    else
      settings.mistakes().error(at, "\"" + (*texts)[i] +
                                        "\" must be an address, or a network such as \"192.0.2.0/24\" with "
                                        "no bits beyond it");
  }
  return out;
}

}  // namespace rota::config
