#include "http/encoding.h"

#include <zlib.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>

using namespace rota;
using namespace rota::http;

namespace {

std::string field(const Response& response, const std::string& name) {
  for (const auto& [key, value] : response.fields)
    if (key == name) return value;
  return "";
}

// All that a source gives, and the longest of its pieces.
struct Given {
  explicit Given(Source& source) {
    while (const auto piece = source.next()) {
      REQUIRE_FALSE(piece->empty());  // that would mean that it waits
      octets += *piece;
      longest = std::max(longest, piece->size());
    }
  }
  std::string octets;
  std::size_t longest = 0;
};

// As any client reads gzip.
std::string unpacked(const std::string& octets) {
  z_stream stream{};
  REQUIRE(::inflateInit2(&stream, 15 + 16) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(octets.data()));
  stream.avail_in = static_cast<uInt>(octets.size());
  std::string out;
  std::array<char, 4096> room{};
  int found = Z_OK;
  while (found == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(room.data());
    stream.avail_out = room.size();
    found = ::inflate(&stream, Z_NO_FLUSH);
    out.append(room.data(), room.size() - stream.avail_out);
  }
  CHECK(found == Z_STREAM_END);
  CHECK(stream.avail_in == 0);
  ::inflateEnd(&stream);
  return out;
}

std::string random_text(std::size_t size) {
  std::string out;
  std::uint32_t state = 1;
  while (out.size() < size) out += static_cast<char>((state = state * 1664525U + 1013904223U) >> 24U);
  return out;
}

}  // namespace

TEST_CASE("gzip is taken where the client names it, or all codings, and does not refuse it") {
  for (const auto* taken : {"gzip", "GZIP", "x-gzip", "br, gzip", "deflate;q=0.5,gzip;q=0.1", "*",
                            "br;q=0, *;q=0.1", "gzip ; q=1.0", "identity;q=0, gzip"})
    CHECK(takes_gzip(taken));
  for (const auto* refused : {"", "identity", "br", "gzip;q=0", "gzip;q=0.000", "gzip; q=0, *", "*;q=0",
                              "gzipped", "gzip;q=x", ",,;"})
    CHECK_FALSE(takes_gzip(refused));
}

TEST_CASE("a long text comes in pieces that any client puts together again") {
  const std::size_t size = GENERATE(1024U, 5000U, 128U * 1024U, 128U * 1024U + 1U, 3000000U);
  const std::string same(size, 'a'), mixed = random_text(size);
  for (const std::string& text : {same, mixed}) {
    Response response = text_response(text, "text/plain; version=0.0.4; charset=utf-8");
    encode(response, true);
    REQUIRE(response.source != nullptr);
    CHECK(field(response, "Content-Encoding") == "gzip");
    CHECK(field(response, "Vary") == "Accept-Encoding");
    const Given given(*response.source);
    CHECK(given.longest <= 64 * 1024);
    CHECK(unpacked(given.octets) == text);
  }
}

TEST_CASE("what is not to be compressed is sent as it is, and says what it depends on") {
  Response plain = text_response(std::string(5000, 'a'));
  encode(plain, false);
  CHECK(plain.source == nullptr);
  CHECK(field(plain, "Content-Encoding").empty());
  CHECK(field(plain, "Vary") == "Accept-Encoding");
  Response little = text_response(std::string(1023, 'a'));
  encode(little, true);
  CHECK(little.source == nullptr);
  Response picture = text_response(std::string(5000, 'a'), "image/png");
  encode(picture, true);
  CHECK(picture.source == nullptr);
  CHECK(field(picture, "Vary").empty());
}

TEST_CASE("the tag of what is compressed is another one") {
  Response response = text_response(std::string(5000, 'a'));
  response.fields.emplace_back("ETag", "\"1a\"");
  encode(response, true);
  CHECK(field(response, "ETag") == "\"1a-gzip\"");
}
