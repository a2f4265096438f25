#include "base/secret.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <ostream>
#include <type_traits>

using namespace rota;

namespace {

template <class T>
concept printable = requires(std::ostream& out, const T& value) {
  out << value;
};
template <class T>
concept comparable = requires(const T& one, const T& other) {
  one == other;
};
template <class T>
concept taken_by_json = std::is_constructible_v<boost::json::value, const T&>;

TEST_CASE("A Secret cannot be printed, compared or put into JSON") {
  STATIC_REQUIRE_FALSE(printable<Secret>);
  STATIC_REQUIRE_FALSE(comparable<Secret>);
  STATIC_REQUIRE_FALSE(taken_by_json<Secret>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Secret, std::string>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<std::string, Secret>);
}

TEST_CASE("A Secret matches its own text alone") {
  const Secret secret("open sesame");
  CHECK(secret.matches("open sesame"));
  CHECK_FALSE(secret.matches("open sesamE"));
  CHECK_FALSE(secret.matches("open"));
  CHECK_FALSE(secret.matches(""));
  CHECK(secret.reveal() == "open sesame");
  CHECK(Secret().matches(""));
}

}  // namespace
