// Who may ask and who may change: one table for all routes, looked at once a
// request, before its body is read. Over the UNIX socket everybody may do
// everything, since the file's permissions have chosen; over TCP everybody may
// look, and who shows a token may change.
//
// A browser on this machine is no friend by itself: a page from elsewhere can make
// it send requests here. A name that was pointed at us (DNS rebinding) shows in
// Host, a foreign page in Origin; both are refused, and no CORS field ever allows
// more. There is nothing that a browser would send along by itself, such as a cookie.
#pragma once

#include <optional>
#include <string>

#include "base/address.h"
#include "control/http/message.h"
#include "control/http/tokens.h"

namespace rota::control::http {

class Guard {
 public:
  // `http` is the address of [control] http, if any.
  explicit Guard(std::optional<Address> http) : http_(http) {}

  Tokens& tokens() { return tokens_; }

  // The refusal, or nothing: it may go on.
  std::optional<Response> refuse(const Request& request, bool changes) const;

  // Who asks for a change that was not refused, for the record: "alice", "token 1".
  std::string who(const Request& request) const;

 private:
  std::optional<std::size_t> token_of(const Request& request) const;
  std::optional<Response> refuse_foreign(const Request& request) const;
  bool is_own(const std::string& host, const Peer& peer) const;

  std::optional<Address> http_;
  Tokens tokens_;
};

}  // namespace rota::control::http
