// The image: from a question to a place.
#include "snapshot/image.h"

#include <catch2/catch.hpp>
#include <string>

#include "dns/name.h"

using namespace rota;
using dns::Type;
using snapshot::Image;

namespace {

dns::Name name(const std::string& text) { return dns::parse_name(text).value(); }

const snapshot::ImagePlace* find(const Image& image, const std::string& owner, Type type) {
  const dns::Name key = name(owner);
  return image.find(dns::hash(key), key, type);
}

}  // namespace

TEST_CASE("a listed place is found by its name and type, any other question is not") {
  const auto www = name("www.example."),
             longest = name(std::string(63, 'a') + "." + std::string(63, 'b') + ".example.");
  const std::vector<snapshot::PlaceOrder> orders{{www, Type::a, TurnId{3}},
                                                 {www, Type::aaaa, TurnId{4}},
                                                 {longest, Type::a, TurnId{5}},
                                                 {www, Type::srv, TurnId{6}}};
  Image image(orders, 10);
  for (const int i : {0, 1, 2}) image.list(image.places()[static_cast<std::size_t>(i)]);
  CHECK(find(image, "www.example.", Type::a)->turn == TurnId{3});
  CHECK(find(image, "www.example.", Type::aaaa)->turn == TurnId{4});
  CHECK(find(image, longest.text(), Type::a)->turn == TurnId{5});
  CHECK(find(image, "www.example.", Type::srv) == nullptr);  // never listed
  CHECK(find(image, "www.example.", Type::txt) == nullptr);
  CHECK(find(image, "ww.example.", Type::a) == nullptr);
  CHECK(find(image, ".", Type::a) == nullptr);
}

TEST_CASE("ten thousand places are each found") {
  std::vector<dns::Name> names;
  std::vector<snapshot::PlaceOrder> orders;
  for (std::uint32_t i = 0; i < 10'000; ++i) names.push_back(name("p" + std::to_string(i) + ".lb.example."));
  for (std::uint32_t i = 0; i < names.size(); ++i) orders.push_back({names[i], Type::a, TurnId{i}});
  Image image(orders, 1);
  for (const snapshot::Link place : image.places()) image.list(place);
  std::size_t found = 0;
  for (std::uint32_t i = 0; i < names.size(); ++i)
    found += find(image, names[i].text(), Type::a)->turn == TurnId{i};
  CHECK(found == names.size());
}

TEST_CASE("an image without places knows nothing") {
  CHECK(find(Image({}, 1), "example.", Type::a) == nullptr);
}

TEST_CASE("a larger image keeps places and table, at the same links") {
  const auto www = name("www.example.");
  const std::vector<snapshot::PlaceOrder> orders{{www, Type::a, TurnId{3}}};
  Image image(orders, 1);
  image.list(image.places()[0]);
  const Image larger(image, 100);
  CHECK(larger.end() - larger.first_room() == 100);
  CHECK(find(larger, "www.example.", Type::a) == &larger.place(image.places()[0]));
}
