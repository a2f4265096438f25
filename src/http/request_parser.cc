#include "http/request_parser.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <utility>

namespace rota::http {

namespace beast = boost::beast::http;

struct RequestParser::Reader {
  Reader() {
    parser.header_limit(most_header + 16);  // ours is told first
    parser.body_limit(most_body);
  }
  beast::request_parser<beast::string_body> parser;
};

namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";

std::string text(boost::beast::string_view view) { return {view.data(), view.size()}; }

// The values of all fields of this name, as one list (RFC 9110 section 5.3).
template <class Fields_>
std::string joined(const Fields_& fields, boost::beast::string_view name) {
  std::string out;
  const auto [first, last] = fields.equal_range(name);
  for (auto field = first; field != last; ++field) out += (out.empty() ? "" : ", ") + text(field->value());
  return out;
}

struct Refusal {
  int status;
  std::string sentence;
};

// Of the header as it came: what Beast would read all the same.
std::optional<Refusal> refuse_lines(std::string_view head) {
  for (std::size_t at = head.find('\n'); at != head.npos; at = head.find('\n', at + 1)) {
    if (at == 0 || head[at - 1] != '\r') return Refusal{400, "a line of the header must end with CR LF"};
    if (at + 1 < head.size() && (head[at + 1] == ' ' || head[at + 1] == '\t'))
      return Refusal{400, "a field of the header must not be folded"};
  }
  return {};
}

using Fields = beast::request<beast::string_body>;

// RFC 9112 sections 6.1 and 6.3. Nobody who speaks to us needs chunks, and Beast 1.81
// asserts on some malformed trailers.
std::optional<Refusal> refuse_encoding(const Fields& fields) {
  if (fields.count(beast::field::transfer_encoding) == 0) return {};
  const std::string codings = text(fields[beast::field::transfer_encoding]);
  if (fields.version() < 11) return Refusal{400, "HTTP/1.0 has no Transfer-Encoding"};
  if (fields.count(beast::field::content_length) > 0)
    return Refusal{400, "a request must not have both Content-Length and Transfer-Encoding"};
  if (boost::beast::iequals(codings, "chunked"))
    return Refusal{411, "a body needs a Content-Length; chunks are not accepted"};
  const std::size_t last = codings.find_last_of(", \t");
  const bool ends_with_chunked =
      last != codings.npos && boost::beast::iequals(codings.substr(last + 1), "chunked");
  return ends_with_chunked ? Refusal{501, "the only Transfer-Encoding known is chunked"}
                           : Refusal{400, "the last Transfer-Encoding of a request must be chunked"};
}

// Two of one of these would be read by one reader so and by another otherwise.
std::optional<Refusal> refuse_duplicates(const Fields& fields) {
  using beast::field;
  for (const field name : {field::host, field::origin, field::content_length, field::transfer_encoding,
                           field::authorization, field::content_type, field::expect})
    if (fields.count(name) > 1)
      return Refusal{400, "more than one " + text(beast::to_string(name)) + " field"};
  if (text(fields[field::content_length]).find_first_not_of("0123456789") != std::string::npos)
    return Refusal{400, "Content-Length must be one number"};
  if (fields.count("Last-Event-ID") > 1) return Refusal{400, "more than one Last-Event-ID field"};
  if (fields.version() >= 11 && fields.count(field::host) == 0)
    return Refusal{400, "HTTP/1.1 needs a Host field"};
  return {};
}

}  // namespace

RequestParser::RequestParser() : reader_(std::make_unique<Reader>()) {}
RequestParser::~RequestParser() = default;

RequestParser::Stage RequestParser::feed(std::string_view octets) {
  unread_.append(octets);
  return read();
}

RequestParser::Stage RequestParser::next() {
  reader_ = std::make_unique<Reader>();
  stage_ = Stage::waiting;
  searched_ = 0;
  return read();
}

RequestParser::Stage RequestParser::read() {
  if (stage_ == Stage::failed || stage_ == Stage::whole || unread_.empty()) return stage_;
  if (stage_ == Stage::waiting) stage_ = Stage::head;
  if (stage_ == Stage::head) return read_head();
  auto& parser = reader_->parser;
  parser.eager(true);
  boost::system::error_code error;
  unread_.erase(0, parser.put(boost::asio::buffer(unread_), error));
  if (error && error != beast::error::need_more) return fail(400, "no HTTP request: " + error.message());
  return parser.is_done() ? stage_ = Stage::whole : stage_;
}

// The header is read once it has come whole.
RequestParser::Stage RequestParser::read_head() {
  const std::size_t end = unread_.find(end_of_head, searched_ - std::min(searched_, end_of_head.size()));
  searched_ = unread_.size();
  const auto head = std::string_view(unread_).substr(0, end);
  if (head.size() > most_header)
    return fail(431, "the header has more than " + std::to_string(most_header) + " octets");
  if (const auto refusal = refuse_lines(head)) return fail(refusal->status, refusal->sentence);
  if (end == unread_.npos) return stage_;
  auto& parser = reader_->parser;
  boost::system::error_code error;
  unread_.erase(0, parser.put(boost::asio::buffer(unread_), error));
  if (error == beast::error::body_limit)
    return fail(413, "the body has more than " + std::to_string(most_body) + " octets");
  if (error && error != beast::error::need_more) return fail(400, "no HTTP request: " + error.message());
  for (const auto& refusal : {refuse_duplicates(parser.get()), refuse_encoding(parser.get())})
    if (refusal) return fail(refusal->status, refusal->sentence);
  return stage_ = parser.is_done() ? Stage::whole : Stage::body;
}

RequestParser::Stage RequestParser::fail(int status, std::string sentence) {
  status_ = status;
  sentence_ = std::move(sentence);
  return stage_ = Stage::failed;
}

Request RequestParser::peek() const {
  const auto& message = reader_->parser.get();
  Request out;
  out.method = text(message.method_string());
  const std::string target = text(message.target());
  const std::size_t mark = target.find('?');
  out.path = target.substr(0, mark);
  if (mark != std::string::npos) out.query = target.substr(mark + 1);
  out.host = text(message[beast::field::host]);
  if (message.count(beast::field::origin) > 0) out.origin = text(message[beast::field::origin]);
  out.authorization = text(message[beast::field::authorization]);
  out.last_event = text(message["Last-Event-ID"]);
  out.if_match = joined(message, "If-Match");
  out.accept_encoding = joined(message, "Accept-Encoding");
  out.has_body = stage_ == Stage::body;
  return out;
}

Request RequestParser::take() {
  Request out = peek();
  out.body = std::move(reader_->parser.get().body());
  return out;
}

bool RequestParser::keeps_alive() const {
  return stage_ != Stage::failed && reader_->parser.get().keep_alive();
}

bool RequestParser::knows_chunks() const { return reader_->parser.get().version() >= 11; }

bool RequestParser::expects_continue() const {
  return boost::beast::iequals(reader_->parser.get()[beast::field::expect], "100-continue");
}

}  // namespace rota::http
