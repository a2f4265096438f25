#include "control/cookie_keeper.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace rota::control {

namespace {

constexpr std::string_view digits = "0123456789abcdef";

std::string text_of(const dns::CookieSecret& secret) {
  std::string out;
  for (const std::uint8_t octet : secret) out += {digits[octet >> 4], digits[octet & 15]};
  return out + "\n";
}

std::optional<dns::CookieSecret> secret_of(std::string_view text) {
  dns::CookieSecret out{};
  if (text.size() != 2 * out.size() + 1 || text.back() != '\n') return {};
  for (std::size_t i = 0; i < 2 * out.size(); ++i) {
    const std::size_t digit = digits.find(text[i]);
    if (digit == digits.npos) return {};
    out[i / 2] = static_cast<std::uint8_t>(out[i / 2] * 16U + digit);
  }
  return out;
}

}  // namespace

CookieKeeper::CookieKeeper(const StateDirectory& state)
    : file_(state, "cookie_secret", "the secret of cookies") {
  const auto text = file_.read(1024);
  const auto kept = text ? secret_of(*text) : std::nullopt;
  if (text && !kept) file_.warn_ignored("it is not one line of 32 hex digits");
  secret_ = kept ? *kept : random_key();
  if (!kept) file_.write(text_of(secret_));
}

}  // namespace rota::control
