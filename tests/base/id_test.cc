#include "base/id.h"

#include <catch2/catch.hpp>
#include <string>
#include <type_traits>
#include <vector>

using namespace rota;

namespace {

template <class Vector, class Key>
concept indexed_by = requires(Vector v, Key key) {
  v[key];
};

TEST_CASE("Ids of different things do not convert into each other nor from numbers") {
  STATIC_REQUIRE_FALSE(std::is_convertible_v<ZoneId, ZoneSlot>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<ZoneId, ZoneSlot>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<std::uint32_t, ZoneId>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<ZoneId, std::uint32_t>);
}

TEST_CASE("An IdVector is indexed by its own Id alone") {
  using Names = IdVector<ZoneId, std::string>;
  STATIC_REQUIRE(indexed_by<Names, ZoneId>);
  STATIC_REQUIRE_FALSE(indexed_by<Names, ZoneSlot>);
  STATIC_REQUIRE_FALSE(indexed_by<Names, std::size_t>);
  Names names;
  const ZoneId first = names.push_back("a");
  const ZoneId second = names.push_back("b");
  CHECK(names[first] == "a");
  CHECK(names[second] == "b");
  CHECK(names.has(second));
  CHECK_FALSE(names.has(ZoneId{2}));
  std::vector<ZoneId> all;
  for (const ZoneId id : names.ids()) all.push_back(id);
  CHECK(all == std::vector{first, second});
}

}  // namespace
