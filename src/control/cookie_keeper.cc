#include "control/cookie_keeper.h"

#include <optional>
#include <string_view>

namespace rota::control {

namespace {

std::string file_of(const dns::CookieSecret& secret) { return dns::text(secret) + "\n"; }

// To the letter as it was written, else something else has written it.
std::optional<dns::CookieSecret> secret_of(std::string_view file) {
  const auto out = dns::parse_secret(file.substr(0, file.find('\n')));
  return out && file_of(*out) == file ? out : std::nullopt;
}

}  // namespace

CookieKeeper::CookieKeeper(const StateDirectory& state)
    : file_(state, "cookie_secret", "the secret of cookies") {
  const auto text = file_.read(1024);
  const auto kept = text ? secret_of(*text) : std::nullopt;
  if (text && !kept) file_.warn_ignored("it is not one line of 32 hex digits");
  secret_ = kept ? *kept : random_key();
  if (!kept) file_.write(file_of(secret_));
}

}  // namespace rota::control
