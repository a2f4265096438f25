#include "load/check.h"

#include <catch2/catch.hpp>

using namespace rota::bench;

namespace {

using Wire = std::vector<std::uint8_t>;

// A question whose answers are two or three of 10.0.0.1 to 10.0.0.4.
struct Asked {
  explicit Asked(bool edns = false) { questions.add("www.example 2 3 10.0.0.1+4", edns); }

  Wire query() const {
    const Bytes bytes = questions.query(questions[0]);
    return {bytes.begin(), bytes.end()};
  }
  // A reply with one A record for each of these last octets.
  Wire reply(std::initializer_list<std::uint8_t> last_octets) const {
    Wire out = query();
    out.resize(questions[0].end);
    out[2] = 0x84;
    out[7] = static_cast<std::uint8_t>(last_octets.size());
    out[11] = 0;
    for (const std::uint8_t octet : last_octets) {
      const Wire record{0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 10, 0, 0, octet};
      out.insert(out.end(), record.begin(), record.end());
    }
    return out;
  }
  std::string said_of(const Wire& reply) const {
    const char* wrong = mistake(reply, questions[0], questions.query(questions[0]));
    return wrong == nullptr ? "right" : wrong;
  }

  Questions questions;
};

}  // namespace

TEST_CASE("what may be answered is right") {
  const Asked asked;
  CHECK(asked.said_of(asked.reply({1, 2})) == "right");
  CHECK(asked.said_of(asked.reply({4, 1, 3})) == "right");
}

TEST_CASE("an answer's owner may be written in full") {
  const Asked asked;
  Wire reply = asked.reply({1, 2});
  const Wire name(reply.begin() + 12, reply.begin() + 12 + 13);
  const auto pointer = reply.begin() + static_cast<std::ptrdiff_t>(asked.questions[0].end);
  reply.insert(reply.erase(pointer, pointer + 2), name.begin(), name.end());
  CHECK(asked.said_of(reply) == "right");
}

TEST_CASE(
    "addresses that this name does not have are wrong, and so are repeated, missing and needless ones") {
  const Asked asked;
  CHECK(asked.said_of(asked.reply({1, 5})) == "an address that is not of this name");
  CHECK(asked.said_of(asked.reply({0, 1})) == "an address that is not of this name");
  CHECK(asked.said_of(asked.reply({2, 2})) == "an address twice");
  CHECK(asked.said_of(asked.reply({1})) == "too few or too many answers");
  CHECK(asked.said_of(asked.reply({1, 2, 3, 4})) == "too few or too many answers");
}

TEST_CASE("a reply to another question, with an error, or cut short is wrong") {
  const Asked asked;
  const auto changed = [&](std::size_t at, std::uint8_t to) {
    Wire reply = asked.reply({1, 2});
    reply[at] = to;
    return asked.said_of(reply);
  };
  CHECK(changed(2, 0x04) == "no reply to a query, or truncated");
  CHECK(changed(2, 0x86) == "no reply to a query, or truncated");
  CHECK(changed(3, 2) == "an error code");
  CHECK(changed(13, 'x') == "another question");
  CHECK(changed(asked.questions[0].end + 1U, 13) == "an answer for another name");
  CHECK(changed(asked.questions[0].end + 3U, 28) == "an answer that is no A record");

  Wire reply = asked.reply({1, 2});
  for (; reply.size() > 12; reply.pop_back()) {
    if (reply.size() < asked.reply({1, 2}).size()) CHECK(asked.said_of(reply) != "right");
  }
}

TEST_CASE("a query with an OPT record wants one back") {
  const Asked asked(true);
  Wire reply = asked.reply({1, 2});
  CHECK(asked.said_of(reply) == "no OPT");
  reply[11] = 1;
  CHECK(asked.said_of(reply) == "right");
}

TEST_CASE("a question that cannot be read names itself") {
  Questions questions;
  CHECK_THROWS_WITH(questions.add("www.example 1", false), Catch::Contains("www.example 1"));
  CHECK_THROWS_WITH(questions.add("www.example 1 1 10.0.0.1", false), Catch::Contains("10.0.0.1"));
  CHECK_THROWS_WITH(questions.add("www.example 1 1", false), Catch::Contains("nothing may be answered"));
  CHECK_THROWS_WITH(questions.add("www..example 1 1 10.0.0.1+1", false), Catch::Contains("www..example"));
}

TEST_CASE("of a query that is given whole, rcode and number of answers are looked at") {
  Questions questions;
  const std::string query = "00000000000100000000000103777777076578616d706c650000060001";
  questions.add("= " + query + "0000290400000080000000 3 0 1", false);
  const Bytes asked = questions.query(questions[0]);
  Wire reply(asked.begin(), asked.end());
  const auto said = [&] {
    const char* wrong = mistake(reply, questions[0], asked);
    return std::string(wrong == nullptr ? "right" : wrong);
  };
  reply[2] = 0x84;
  CHECK(said() == "another rcode");
  reply[3] = 3;
  CHECK(said() == "right");
  reply[7] = 2;
  CHECK(said() == "too few or too many answers");
  reply[7] = 1;
  CHECK(said() == "right");
  reply[13] = 'W';
  CHECK(said() == "another question");
  CHECK_THROWS(questions.add("= 0000 0 0 0", false));
  CHECK_THROWS(questions.add("= " + query + "0 0 0 0", false));
}
