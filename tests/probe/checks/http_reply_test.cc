// How much of a reply an http check waits for, and what it finds in it.
#include <boost/crc.hpp>

#include "probe/http_probing.h"

using namespace rota;
using namespace rota::test;

namespace {

std::string little_endian(std::uint32_t value, std::size_t octets) {
  std::string out;
  for (std::size_t i = 0; i < octets; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

// As gzip has it, though nothing gets shorter: blocks that are only stored.
std::string gzipped(const std::string& text) {
  constexpr std::size_t most = 0xffff;
  std::string out("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
  for (std::size_t at = 0; at < text.size(); at += most) {
    const auto size = static_cast<std::uint32_t>(std::min(most, text.size() - at));
    out += at + size == text.size() ? '\1' : '\0';
    out += little_endian(size, 2) + little_endian(~size, 2) + text.substr(at, size);
  }
  boost::crc_32_type crc;
  crc.process_bytes(text.data(), text.size());
  return out + little_endian(crc.checksum(), 4) + little_endian(static_cast<std::uint32_t>(text.size()), 4);
}

std::string gzip_reply(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

}  // namespace

TEST_CASE_METHOD(HttpProbing, "http: words of the body are looked for") {
  CHECK(find(ok, {{"body", std::string("ell")}}).finding == Finding::pass);
  CHECK(find(ok, {{"body", std::string("elk")}}).reason == "body does not match");
  CHECK(find(status(204), {{"body", std::string("ell")}}).reason == "body does not match");
}

TEST_CASE_METHOD(HttpProbing,
                 "http: words within 64 KiB are found in a body that never ends, beyond it they are not") {
  const std::string head = "HTTP/1.1 200 OK\r\n\r\n";
  CHECK(find(head + std::string(60'000, 'x') + "needle", {{"body", std::string("needle")}}).finding ==
        Finding::pass);
  CHECK(find(head + std::string(70'000, 'x') + "needle", {{"body", std::string("needle")}}).reason ==
        "body does not match");
}

TEST_CASE_METHOD(HttpProbing,
                 "http: without words to look for, the status alone decides over an endless body") {
  const auto noise = std::make_shared<const std::string>(8192, 'x');
  Server server(loop, [&](const Server::Connection& connection) {
    const auto head = std::make_shared<std::string>("HTTP/1.1 200 OK\r\n\r\n");
    boost::asio::async_write(*connection, boost::asio::buffer(*head),
                             [=](ErrorCode, std::size_t) { pour(connection, noise); });
  });
  CHECK(ask("http", table_of({{"port", number(server.port())}})).finding == Finding::pass);
}

TEST_CASE_METHOD(HttpProbing, "http: without words to look for, the head decides, whatever is to follow") {
  const std::string rest =
      GENERATE("Content-Length: 10\r\n\r\n", "Content-Length: 10\r\n\r\nhell", "\r\n",
               "Transfer-Encoding: chunked\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n5\r\nhel",
               "Content-Type: text/event-stream\r\n\r\ndata: 1\n\n");
  CHECK(find("HTTP/1.1 200 OK\r\n" + rest).finding == Finding::pass);
  CHECK(find("HTTP/1.0 200 OK\r\n" + rest).finding == Finding::pass);
  CHECK(find("HTTP/1.1 503 No\r\n" + rest).reason == "status 503");
}

TEST_CASE_METHOD(HttpProbing, "http: a head that does not end decides nothing") {
  HttpServer server(loop, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n");
  CHECK(ask("http", table_of({{"port", number(server.port())}}), milliseconds(100)).reason == "timeout");
}

TEST_CASE_METHOD(HttpProbing, "http: a header with a stray CR is the target's failure, not our trouble") {
  const auto outcome = find("HTTP/1.1 200 OK\r\nCo\rntent: x\r\n\r\nok", {{"body", std::string("ok")}});
  CHECK(outcome.finding == Finding::fail);
  CHECK(outcome.reason == "not an HTTP reply");
}

TEST_CASE_METHOD(HttpProbing, "http: interim replies are passed over") {
  const std::string interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
  CHECK(find(interim + status(503)).reason == "status 503");
  CHECK(find(interim + ok, {{"body", std::string("ell")}}).finding == Finding::pass);
}

TEST_CASE_METHOD(HttpProbing, "http: a server that is asked to switch protocols and does so passes") {
  const std::string reply =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
  const auto headers =
      table_of({{"Upgrade", std::string("websocket")}, {"Connection", std::string("Upgrade")}});
  CHECK(find(reply, {{"expect", std::string("101")}, {"headers", headers}}).finding == Finding::pass);
  CHECK_THAT(request, Catch::Contains("\r\nUpgrade: websocket\r\n"));
  CHECK_THAT(request, Catch::Contains("\r\nConnection: Upgrade\r\n"));
  CHECK(find(ok, {{"expect", std::string("101")}, {"headers", headers}}).reason == "status 200");
  CHECK(find(reply).reason == "status 101");
}

TEST_CASE_METHOD(HttpProbing, "http: with reuse the body is waited for, but its want is no failure") {
  HttpServer server(loop, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhell");
  const auto settings = table_of({{"port", number(server.port())}, {"reuse", true}});
  CHECK(ask("http", settings, milliseconds(100)).finding == Finding::pass);
}

TEST_CASE_METHOD(HttpProbing, "http: words are found in a gzip body, which is not asked for") {
  CHECK(find(gzip_reply(gzipped("hello")), {{"body", std::string("ell")}}).finding == Finding::pass);
  CHECK_THAT(request, !Catch::Contains("Accept-Encoding"));
  CHECK(find(gzip_reply(gzipped("hello")), {{"body", std::string("elk")}}).reason == "body does not match");
  CHECK(find(gzip_reply("not gzip"), {{"body", std::string("ell")}}).finding == Finding::fail);
}

TEST_CASE_METHOD(HttpProbing, "http: no encoding but gzip is decoded") {
  const std::string header =
      GENERATE("Content-Encoding: zstd", "content-encoding: gzip, br", "Transfer-Encoding: zstd");
  const std::string reply = "HTTP/1.1 200 OK\r\n" + header + "\r\nContent-Length: 5\r\n\r\nhello";
  CHECK(find(reply, {{"body", std::string("ell")}}).reason == "unsupported encoding of the body");
  CHECK(find(reply).finding == Finding::pass);
}

TEST_CASE_METHOD(HttpProbing, "http: a gzip body is read up to 64 KiB after decoding") {
  const auto with_needle_after = [](std::size_t size) {
    return gzip_reply(gzipped(std::string(size, 'x') + "needle" + std::string(100'000, 'y')));
  };
  CHECK(find(with_needle_after(60'000), {{"body", std::string("needle")}}).finding == Finding::pass);
  CHECK(find(with_needle_after(70'000), {{"body", std::string("needle")}}).reason == "body does not match");
}

TEST_CASE_METHOD(HttpProbing, "http: nothing is decoded unless words are looked for") {
  CHECK(find(gzip_reply("not gzip")).finding == Finding::pass);
  CHECK(find(gzip_reply("not gzip"), {{"reuse", true}}).finding == Finding::pass);
}

TEST_CASE_METHOD(HttpProbing, "http: a body that stops short of the words is a timeout") {
  const auto outcome = [&] {
    HttpServer server(loop, "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhel");
    return ask("http", table_of({{"port", number(server.port())}, {"body", std::string("hello")}}),
               milliseconds(100));
  }();
  CHECK(outcome.reason == "timeout");
}
