#include "control/http/intake.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <utility>

namespace rota::control::http {

namespace beast = boost::beast::http;

struct Intake::Reader {
  Reader() {
    parser.header_limit(most_header);
    parser.body_limit(most_body);
  }
  beast::request_parser<beast::string_body> parser;
};

namespace {

std::string text(boost::beast::string_view view) { return {view.data(), view.size()}; }

}  // namespace

Intake::Intake() : reader_(std::make_unique<Reader>()) {}
Intake::~Intake() = default;

Intake::Stage Intake::feed(std::string_view octets) {
  unread_.append(octets);
  return read();
}

Intake::Stage Intake::next() {
  reader_ = std::make_unique<Reader>();
  stage_ = Stage::waiting;
  return read();
}

Intake::Stage Intake::read() {
  if (stage_ == Stage::failed || stage_ == Stage::whole || unread_.empty()) return stage_;
  auto& parser = reader_->parser;
  if (stage_ == Stage::waiting) stage_ = Stage::head;
  if (stage_ == Stage::body) parser.eager(true);
  boost::system::error_code error;
  const std::size_t used = parser.put(boost::asio::buffer(unread_), error);
  unread_.erase(0, used);
  if (error == beast::error::header_limit)
    return fail(431, "the header has more than " + std::to_string(most_header) + " octets");
  if (error == beast::error::body_limit)
    return fail(413, "the body has more than " + std::to_string(most_body) + " octets");
  if (error && error != beast::error::need_more) return fail(400, "no HTTP request: " + error.message());
  if (parser.is_done()) return stage_ = Stage::whole;
  // Beast 1.81 asserts on some malformed trailers, and nobody who speaks to us needs chunks.
  if (parser.is_header_done() && parser.chunked())
    return fail(411, "a body is taken with a Content-Length only, not in chunks");
  if (parser.is_header_done()) stage_ = Stage::body;
  return stage_;
}

Intake::Stage Intake::fail(int status, std::string sentence) {
  status_ = status;
  sentence_ = std::move(sentence);
  return stage_ = Stage::failed;
}

Request Intake::peek() const {
  const auto& message = reader_->parser.get();
  Request out;
  out.method = text(message.method_string());
  const std::string target = text(message.target());
  const std::size_t mark = target.find('?');
  out.path = target.substr(0, mark);
  if (mark != std::string::npos) out.query = target.substr(mark + 1);
  // Two of one of these would be read by one reader so and by another otherwise.
  out.host = message.count(beast::field::host) == 1 ? text(message[beast::field::host]) : std::string();
  if (message.count(beast::field::origin) > 0) out.origin = text(message[beast::field::origin]);
  out.authorization = text(message[beast::field::authorization]);
  out.last_event = text(message["Last-Event-ID"]);
  out.has_body = stage_ == Stage::body;
  return out;
}

Request Intake::take() {
  Request out = peek();
  out.body = std::move(reader_->parser.get().body());
  return out;
}

bool Intake::keeps_alive() const { return stage_ != Stage::failed && reader_->parser.get().keep_alive(); }

bool Intake::knows_chunks() const { return reader_->parser.get().version() >= 11; }

bool Intake::expects_continue() const {
  return boost::beast::iequals(reader_->parser.get()[beast::field::expect], "100-continue");
}

}  // namespace rota::control::http
