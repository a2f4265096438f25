#include "http/request_parser.h"

#include <catch2/catch.hpp>

using namespace rota;
using namespace rota::http;
using Stage = http::RequestParser::Stage;

namespace {

const std::string get = "GET /a/b?c=d HTTP/1.1\r\nHost: rota\r\n\r\n";

// The status it fails with, fed in pieces of this size; 0 when it does not fail.
int failure(const std::string& text, std::size_t piece = 1000) {
  http::RequestParser parser;
  for (std::size_t i = 0; i < text.size(); i += piece) {
    Stage stage = parser.feed(text.substr(i, piece));
    if (stage == Stage::body) stage = parser.feed({});
    if (stage == Stage::failed) return parser.status();
  }
  return 0;
}

}  // namespace

TEST_CASE("a request is read in whatever pieces it comes") {
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, get.size()}) {
    http::RequestParser parser;
    Stage stage = parser.stage();
    CHECK(stage == Stage::waiting);
    for (std::size_t i = 0; i < get.size(); i += piece) stage = parser.feed(get.substr(i, piece));
    REQUIRE(stage == Stage::whole);
    const http::Request request = parser.take();
    CHECK(request.method == "GET");
    CHECK(request.path == "/a/b");
    CHECK(request.query == "c=d");
    CHECK(request.host == "rota");
    CHECK_FALSE(request.origin);
    CHECK(parser.keeps_alive());
  }
}

TEST_CASE("a body is not taken before it was asked for") {
  http::RequestParser parser;
  REQUIRE(
      parser.feed("POST / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer y\r\nContent-Length: 5\r\n\r\nhel") ==
      Stage::body);
  CHECK(parser.peek().has_body);
  CHECK(parser.peek().authorization == "Bearer y");
  CHECK(parser.feed({}) == Stage::body);
  CHECK(parser.feed("lo") == Stage::whole);
  CHECK(parser.take().body == "hello");
}

TEST_CASE("requests that come together are given one after the other") {
  http::RequestParser parser;
  REQUIRE(parser.feed(get + "POST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" +
                      get.substr(0, 9)) == Stage::whole);
  CHECK(parser.take().path == "/a/b");
  REQUIRE(parser.next() == Stage::body);
  REQUIRE(parser.feed({}) == Stage::whole);
  const http::Request second = parser.take();
  CHECK(second.path == "/2");
  CHECK(second.body == "abc");
  CHECK(parser.next() == Stage::head);
  CHECK(parser.feed(get.substr(9)) == Stage::whole);
  CHECK(parser.next() == Stage::waiting);
}

TEST_CASE("what is no request, or too much of one, fails with its status") {
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\n";
  CHECK(failure("hello\r\n\r\n") == 400);
  CHECK(failure("GET / HTTP/9.9\r\n\r\n") == 400);
  CHECK(failure(std::string(3, '\0') + "\r\n\r\n") == 400);
  CHECK(failure(head + "A: " + std::string(http::most_header, 'a') + "\r\n\r\n") == 431);
  CHECK(failure(std::string(http::most_header + 1, 'G'), 1) == 431);
  CHECK(failure(head + "Content-Length: 1048577\r\n\r\n") == 413);
  CHECK(failure(head + "Content-Length: 99999999999999999999999\r\n\r\n") == 400);
  CHECK(failure(head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n") == 400);
}

TEST_CASE("chunks are refused before they are read: a malformed trailer would end the program") {
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  CHECK(failure(head) == 411);
  CHECK(failure(head + "0;\r\n\r\r\ntatu0\r\nA: b\r\n\r\n") == 411);
}

TEST_CASE("every Transfer-Encoding is refused: its body would be read as a second request") {
  const auto with = [](const std::string& codings, const std::string& version = "HTTP/1.1") {
    return failure("POST / " + version + "\r\nHost: x\r\nTransfer-Encoding: " + codings + "\r\n\r\n" + get);
  };
  CHECK(with("chunked") == 411);
  CHECK(with("Chunked") == 411);
  CHECK(with("gzip, chunked") == 501);
  CHECK(with("gzip,chunked") == 501);
  for (const char* codings :
       {"gzip", "identity", "xchunked", "chunked, identity", "chunkedx", "\"chunked\"", "", ","}) {
    INFO(codings);
    CHECK(with(codings) == 400);
  }
  CHECK(with("chunked", "HTTP/1.0") == 400);
  CHECK(with("gzip", "HTTP/1.0") == 400);
  const std::string length = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: ";
  for (const char* codings : {"gzip", "identity", "chunked", "xchunked"})
    CHECK(failure(length + codings + "\r\n\r\nabc") == 400);
}

TEST_CASE("a second one of a field that there may be once is refused") {
  for (const char* field :
       {"Host: a", "Origin: http://a", "Content-Length: 0", "Transfer-Encoding: chunked",
        "Authorization: Bearer a", "Content-Type: text/plain", "Expect: 100-continue", "Last-Event-ID: 1"}) {
    INFO(field);
    const std::string line = std::string(field) + "\r\n";
    const std::string host = std::string_view(field).starts_with("Host") ? "" : "Host: x\r\n";
    CHECK(failure("GET / HTTP/1.1\r\n" + host + line + "A: b\r\n" + line + "\r\n") == 400);
  }
}

TEST_CASE("a header that two readers would read differently is refused") {
  for (const char* header :
       {"GET / HTTP/1.1\nHost: x\n\n",                      // no CR
        "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n",          // in one line
        "GET / HTTP/1.1\r\nHost: x\r\n\n",                  // at its end
        "GET / HTTP/1.1\r\nHost: x\rA: b\r\n\r\n",          // no LF
        "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",  // folded
        "GET / HTTP/1.1\r\nHost: x\r\nA:\r\n\tb\r\n\r\n", "GET / HTTP/1.1\r\n Host: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : x\r\n\r\n",  // before the colon
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length : 3\r\n\r\nabc",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: +3\r\n\r\nabc",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 0x3\r\n\r\nabc",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3, 3\r\n\r\nabc",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA\r\n\r\n",  // no colon
        "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",  // no Host
        "\r\n\r\n"}) {
    INFO(header);
    CHECK(failure(header) == 400);
    CHECK(failure(header, 1) == 400);
  }
}

TEST_CASE("HTTP/1.0 ends with its response unless it asks otherwise") {
  http::RequestParser parser;
  REQUIRE(parser.feed("GET / HTTP/1.0\r\nHost: x\r\n\r\n") == Stage::whole);
  CHECK_FALSE(parser.keeps_alive());
  CHECK_FALSE(parser.knows_chunks());
}

TEST_CASE("fields that are lists are read as one list, however many there are") {
  http::RequestParser parser;
  parser.feed(
      "GET / HTTP/1.1\r\nHost: rota\r\nIf-Match: \"a\"\r\nAccept-Encoding: br\r\nif-match: \"b\", \"c\"\r\n"
      "accept-encoding: gzip;q=0\r\n\r\n");
  const http::Request request = parser.take();
  CHECK(request.if_match == "\"a\", \"b\", \"c\"");
  CHECK(request.accept_encoding == "br, gzip;q=0");
}
