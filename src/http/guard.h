// Who may read and who may change: one table for all routes, looked at once a request,
// before its body is read. Over the UNIX socket everybody may do everything, since the
// file's permissions have chosen. Over TCP whoever connects may read, unless a token is
// asked for; a change always needs one.
//
// A browser on this machine is no friend by itself: a page from elsewhere can make it
// send requests here. Where we are bound to loopback, a name that was pointed at us (DNS
// rebinding) shows in Host and is refused. A foreign page shows in Origin and is refused
// everywhere, and no CORS field ever allows more. There is nothing that a browser would
// send along by itself, such as a cookie.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/address.h"
#include "http/message.h"
#include "http/tokens.h"

namespace rota::http {

enum class Access : std::uint8_t { open, reads, changes };  // open: there is nothing to know or to change

// What a reload may change.
struct Rules {
  std::vector<std::string> hosts{};  // by which names we are asked besides our own
  bool read_needs_token = false;
};

class Guard {
 public:
  // `http` is the address of [control] http, if any.
  explicit Guard(std::optional<Address> http, Rules rules = {}) : http_(http), rules_(std::move(rules)) {}

  Tokens& tokens() { return tokens_; }
  void set(Rules rules) { rules_ = std::move(rules); }

  // The refusal, or nothing: it may go on.
  std::optional<Response> refuse(const Request& request, Access access) const;

  // The refusal of what is never read without a token.
  std::optional<Response> refuse_without_token(const Request& request) const;

  // The refusal of a request over TCP that shows no known token. `wanted` is what the error says
  // of the token: " with scope read".
  std::optional<Response> refuse_unknown(const Request& request, std::string_view wanted = "") const;

  // The token that is shown; null when it is not known, or none is.
  const Token* token_of(const Request& request) const;

  // Who asks, for the record: "alice" over the UNIX socket, or the name of its token.
  std::string who(const Request& request) const;

 private:
  std::optional<Response> refuse_foreign(const Request& request) const;
  std::optional<Response> refuse_token(const Request& request, Access access) const;
  bool knows(const std::string& host) const;

  std::optional<Address> http_;
  Rules rules_;
  Tokens tokens_;
};

}  // namespace rota::http
