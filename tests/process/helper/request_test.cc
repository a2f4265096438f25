#include "process/helper/request.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace rota;
using namespace rota::process;
using Octets = std::vector<std::uint8_t>;

namespace {

bool is_read_as_written(Request::What what) {
  const Octets written = write_request({0x01020304, std::move(what)});
  const auto read = read_request(written);
  return read && read->id == 0x01020304 && write_request(*read) == written;
}

}  // namespace

TEST_CASE("S-06 requests stand on the wire as the drawing in their header says") {
  CHECK(write_request({0x01020304, Become{{"ro", 5, 6}}}) ==
        Octets{1, 0, 1, 2, 3, 4, 0, 0, 0, 5, 0, 0, 0, 6, 'r', 'o'});
  CHECK(write_request({9, Confine{true}}) == Octets{1, 1, 0, 0, 0, 9, 1});
  CHECK(write_request({9, Take{{Handed::line, Handed::local}}}) == Octets{1, 2, 0, 0, 0, 9, 0, 3});
  CHECK(write_request({9, Start{}}) == Octets{1, 3, 0, 0, 0, 9});
}

TEST_CASE("S-06 what is written is read, and what does not fit is not written") {
  CHECK(is_read_as_written(Become{{std::string(255, 'x'), 1, 2}}));
  CHECK(is_read_as_written(Confine{false}));
  CHECK(is_read_as_written(Take{std::vector<Handed>(200, Handed::datagrams)}));
  CHECK(is_read_as_written(Start{}));
  CHECK(write_request({1, Become{{std::string(256, 'x'), 1, 2}}}).empty());
  CHECK(write_request({1, Become{{"", 1, 2}}}).empty());
  CHECK(write_request({1, Become{{std::string("a\0b", 3), 1, 2}}}).empty());
  CHECK(write_request({1, Take{}}).empty());
  CHECK(write_request({1, Take{std::vector<Handed>(201, Handed::datagrams)}}).empty());
}

TEST_CASE("S-06 what is not exactly a request is none") {
  for (const Octets& bad :
       {Octets{}, Octets{1, 3, 0, 0, 0}, Octets{1, 3, 0, 0, 0, 9, 0}, Octets{0, 3, 0, 0, 0, 9},
        Octets{2, 3, 0, 0, 0, 9}, Octets{1, 4, 0, 0, 0, 9}, Octets{1, 0, 0, 0, 0, 9, 0, 0, 0, 5, 0, 0, 0},
        Octets{1, 0, 0, 0, 0, 9, 0, 0, 0, 5, 0, 0, 0, 6}, Octets{1, 0, 0, 0, 0, 9, 0, 0, 0, 5, 0, 0, 0, 6, 0},
        Octets{1, 1, 0, 0, 0, 9}, Octets{1, 1, 0, 0, 0, 9, 2}, Octets{1, 1, 0, 0, 0, 9, 1, 1},
        Octets{1, 2, 0, 0, 0, 9}, Octets{1, 2, 0, 0, 0, 9, 5}})
    CHECK_FALSE(read_request(bad));
}

TEST_CASE("S-06 answers are read as they are written, and only sound ones") {
  using Kind = Answer::Kind;
  CHECK(write_answer({7, Kind::failed, 258, 9}) == Octets{1, 0, 0, 0, 7, 2, 0, 0, 1, 2, 0, 0, 0, 9});
  for (const Answer& good : {Answer{7, Kind::done, 0, 0}, Answer{8, Kind::started, 0x7fffffff, 0},
                             Answer{9, Kind::failed, 0, 4095}, Answer{9, Kind::failed, 2, 1}}) {
    const auto read = read_answer(write_answer(good));
    REQUIRE(read);
    CHECK((read->id == good.id && read->kind == good.kind));
    CHECK((read->process == good.process && read->error == good.error));
  }
  for (const Answer& bad : {Answer{7, Kind::done, 1, 0}, Answer{7, Kind::done, 0, 1},
                            Answer{7, Kind::started, 0, 0}, Answer{7, Kind::started, 1, 1},
                            Answer{7, Kind::started, 0x80000000, 0}, Answer{7, Kind::failed, 1, 0},
                            Answer{7, Kind::failed, 0, 4096}, Answer{7, static_cast<Kind>(3), 1, 1}})
    CHECK_FALSE(read_answer(write_answer(bad)));
  Octets octets = write_answer({7, Kind::done, 0, 0});
  octets.push_back(0);
  CHECK_FALSE(read_answer(octets));
  octets.resize(octets.size() - 2);
  CHECK_FALSE(read_answer(octets));
  octets = write_answer({7, Kind::done, 0, 0});
  octets[0] = 2;
  CHECK_FALSE(read_answer(octets));
}
