#include "config/check_settings.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace rota::config {

namespace {

void write(std::string& out, const Value& value);

// Texts carry their length, so that no two different values look alike.
void write(std::string& out, std::string_view text) {
  out += std::to_string(text.size()) + ":" + std::string(text);
}

void write(std::string& out, const Table& table) {
  std::vector<const Entry*> sorted;
  for (const Entry& entry : table) sorted.push_back(&entry);
  std::ranges::sort(sorted, {}, &Entry::key);
  out += '{';
  for (const Entry* entry : sorted) {
    write(out, entry->key);
    write(out, entry->value);
  }
  out += '}';
}

void write(std::string& out, const Value& value) {
  if (const auto* secret = value.secret()) {
    write(out, secret->reveal());
  } else if (const auto* text = value.text()) {
    write(out, *text);
  } else if (const auto* boolean = value.boolean()) {
    out += *boolean ? "true " : "false ";
  } else if (const auto* integer = value.integer()) {
    out += std::to_string(*integer) + " ";
  } else if (const auto* real = value.real()) {
    out += std::to_string(*real) + " ";
  } else if (const auto* table = value.table()) {
    write(out, *table);
  } else if (const auto* array = value.array()) {
    out += '[';
    for (const Value& item : *array) write(out, item);
    out += ']';
  }
}

}  // namespace

Secret settings_text(const CheckConfig& check) {
  std::string out = check.kind;
  write(out, check.settings);
  return Secret(std::move(out));
}

std::uint64_t settings_hash(const SipKey& key, const CheckConfig& check) {
  const Secret text = settings_text(check);
  const auto* octets = reinterpret_cast<const std::uint8_t*>(text.reveal().data());
  return siphash(key, Bytes(octets, text.reveal().size()));
}

}  // namespace rota::config
