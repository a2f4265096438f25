// Octets in, requests out: the limits and the grammar of HTTP/1.1, without a
// socket. Boost.Beast reads; this is the one file that knows it.
//
// What two readers could read as different requests is refused (RFC 9112 section 11.2):
// lines that end without CR, folded fields, a second one of a field that there may be
// once, and every Transfer-Encoding.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "http/message.h"

namespace rota::http {

constexpr std::size_t most_header = 16 * 1024;
constexpr std::size_t most_body = 1024 * 1024;

class RequestParser {
 public:
  enum class Stage {
    waiting,  // nothing of the next request has come
    head,     // a part of its header
    body,     // the header whole: request() is there but for the body
    whole,
    failed  // no request, or too much of one: status() and sentence() say why
  };

  RequestParser();
  ~RequestParser();

  // Reads on. What follows the request stays for later; at `body` it stops once, so
  // that a request may be refused before its body is taken.
  Stage feed(std::string_view octets);
  Stage next();  // forgets the request that was read; what has come of the next one is read

  Stage stage() const { return stage_; }
  Request peek() const;  // at `body` and `whole`: without its body
  Request take();        // at `whole`
  bool keeps_alive() const;
  bool knows_chunks() const;      // HTTP/1.1
  bool expects_continue() const;  // RFC 9110 section 10.1.1
  int status() const { return status_; }
  const std::string& sentence() const { return sentence_; }

 private:
  struct Reader;

  Stage read();
  Stage read_head();
  Stage fail(int status, std::string sentence);

  std::unique_ptr<Reader> reader_;
  std::string unread_;
  std::size_t searched_ = 0;  // of the unread octets, for the end of the header
  Stage stage_ = Stage::waiting;
  int status_ = 0;
  std::string sentence_;
};

}  // namespace rota::http
