#include "api/etag.h"

#include <catch2/catch.hpp>

using namespace rota::api;
using Revisions = std::optional<std::vector<std::uint64_t>>;

TEST_CASE("a revision comes back from its tag, compressed or not") {
  for (const std::uint64_t revision : {std::uint64_t{0}, std::uint64_t{26}, ~std::uint64_t{0}}) {
    const std::string tag = etag_of(revision);
    CHECK(revisions_of(tag) == Revisions{{revision}});
    CHECK(revisions_of(tag.substr(0, tag.size() - 1) + "-gzip\"") == Revisions{{revision}});
  }
  CHECK(etag_of(26) == "\"1a\"");
}

TEST_CASE("an If-Match of several tags names each, and * or none names all") {
  CHECK(revisions_of("\"1a\" , \"2b\"") == Revisions{{0x1a, 0x2b}});
  CHECK(revisions_of("") == std::nullopt);
  CHECK(revisions_of(" * ") == std::nullopt);
}

TEST_CASE("a tag that is weak, or none of ours, matches nothing") {
  for (const auto* tag : {"W/\"1a\"", "1a", "\"\"", "\"xyz\"", "\"1a", "\"11112222333344445\"", ",", "\""})
    CHECK(revisions_of(tag) == Revisions{std::vector<std::uint64_t>()});
}
