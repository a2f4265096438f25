#include "http/message.h"

#include <catch2/catch.hpp>

using namespace rota;
using namespace rota::http;

TEST_CASE("an error is JSON whatever its sentence holds") {
  const http::Response response = http::error_response(404, "there is nothing at /\"\r\n<b>\xff");
  CHECK(response.status == 404);
  CHECK(*response.body == "{\"error\":\"there is nothing at /\\\"\\\\x0d\\\\x0a<b>\\\\xff\"}\n");
}

TEST_CASE("a header says how the body ends, and what a browser may do with it") {
  http::Response response = http::text_response("hello", "text/plain");
  response.fields.emplace_back("Allow", "GET");
  const std::string whole = write_head(response, {.keep_alive = true, .chunked = false});
  CHECK(whole.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(
      whole.ends_with("\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nAllow: GET\r\n"
                      "Connection: keep-alive\r\n\r\n"));
  CHECK(
      whole.find("\r\nContent-Security-Policy: default-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
                 "form-action 'none'\r\n") != std::string::npos);
  CHECK(whole.find("\r\nX-Content-Type-Options: nosniff\r\n") != std::string::npos);
  CHECK(write_head(response, {.keep_alive = false, .chunked = false})
            .ends_with("\r\nConnection: close\r\n\r\n"));
}

TEST_CASE("a piece is framed as a chunk") {
  CHECK(http::framed("hello") == "5\r\nhello\r\n");
  CHECK(http::framed(std::string(0x1a0, 'x')).starts_with("1a0\r\nxxx"));
}
