#include "http/message.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "base/printable.h"

namespace rota::http {

namespace {

struct Phrase {
  int status;
  std::string_view text;
};
constexpr auto phrases = std::to_array<Phrase>({{200, "OK"},
                                                {400, "Bad Request"},
                                                {401, "Unauthorized"},
                                                {403, "Forbidden"},
                                                {404, "Not Found"},
                                                {405, "Method Not Allowed"},
                                                {409, "Conflict"},
                                                {411, "Length Required"},
                                                {412, "Precondition Failed"},
                                                {413, "Content Too Large"},
                                                {422, "Unprocessable Content"},
                                                {431, "Request Header Fields Too Large"},
                                                {500, "Internal Server Error"},
                                                {501, "Not Implemented"},
                                                {503, "Service Unavailable"}});

std::string_view phrase_of(int status) {
  const auto found = std::ranges::find(phrases, status, &Phrase::status);
  return found == phrases.end() ? std::string_view("Unknown") : found->text;
}

// The page is ours alone, runs nothing from elsewhere, and stands in nobody's
// frame; nothing of it is stored, since it is of this moment.
constexpr std::string_view common_fields =
    "Server: rota\r\n"
    "Content-Security-Policy: default-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cache-Control: no-store\r\n";

}  // namespace

Response text_response(std::string body, std::string type) {
  Response out;
  out.type = std::move(type);
  out.body = std::make_shared<const std::string>(std::move(body));
  return out;
}

Response error_response(int status, std::string_view sentence) {
  const boost::json::object error{{"error", printable(sentence, 4096)}};
  Response out = text_response(boost::json::serialize(error) + "\n");
  out.status = status;
  return out;
}

std::string write_head(const Response& response, Framing framing) {
  std::string out = "HTTP/1.1 " + std::to_string(response.status) + " ";
  out.append(phrase_of(response.status)).append("\r\n").append(common_fields);
  out.append("Content-Type: ").append(response.type).append("\r\n");
  if (response.source == nullptr) {
    const std::size_t size = response.body ? response.body->size() : 0;
    out.append("Content-Length: ").append(std::to_string(size)).append("\r\n");
  } else if (framing.chunked) {
    out.append("Transfer-Encoding: chunked\r\n");
  }
  for (const auto& [name, value] : response.fields)
    out.append(name).append(": ").append(value).append("\r\n");
  out.append(framing.keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
  return out;
}

std::string framed(const std::string& piece) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string size;
  for (std::size_t left = piece.size(); left > 0; left >>= 4) size.insert(size.begin(), digits[left & 15]);
  return size + "\r\n" + piece + "\r\n";
}

}  // namespace rota::http
