#include "base/kept_key.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hex.h"

namespace rota {

namespace {

std::string file_of(const SipKey& key) {
  std::string out;
  append_hex(out, key);
  return out + "\n";
}

// To the letter as it was written, else something else has written it.
std::optional<SipKey> key_of(std::string_view file) {
  std::vector<std::uint8_t> octets;
  SipKey out;
  if (!append_octets(octets, file.substr(0, file.find('\n'))) || octets.size() != out.size()) return {};
  std::ranges::copy(octets, out.begin());
  return file_of(out) == file ? std::optional(out) : std::nullopt;
}

}  // namespace

KeptKey::KeptKey(const StateDirectory& state, std::string name, std::string what)
    : file_(state, std::move(name), std::move(what)) {
  const auto text = file_.read(1024);
  const auto kept = text ? key_of(*text) : std::nullopt;
  if (text && !kept) file_.warn_ignored("it is not one line of 32 hex digits");
  key_ = kept ? *kept : random_key();
  if (!kept) file_.write(file_of(key_));
}

}  // namespace rota
