#include "base/pages.h"

#include <catch2/catch.hpp>
#include <utility>

using rota::Pages;

TEST_CASE("pages keep what is in them when they grow and shrink, and new octets are zero") {
  Pages pages(10);
  CHECK(pages.size() == 10);
  pages.data()[9] = 7;
  pages.resize(50 << 20);
  CHECK(pages.data()[9] == 7);
  CHECK(pages.data()[10] == 0);
  CHECK(pages.data()[(50 << 20) - 1] == 0);
  pages.resize(10);
  CHECK(pages.data()[9] == 7);
}

TEST_CASE("pages have one owner") {
  Pages first(4096);
  first.data()[0] = 1;
  Pages second(std::move(first));
  CHECK(second.data()[0] == 1);
  first = Pages(1);
  first.data()[0] = 2;
  second = std::move(first);
  CHECK(second.data()[0] == 2);
  CHECK(second.size() == 1);
}

TEST_CASE("no pages have no address") {
  Pages none;
  CHECK(none.data() == nullptr);
  none.resize(0);
  none.resize(1);
  CHECK(none.data() != nullptr);
  none.resize(0);
  CHECK(none.data() == nullptr);
}
