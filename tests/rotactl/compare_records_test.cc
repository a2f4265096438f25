#include "rotactl/compare_records.h"

#include <catch2/catch.hpp>

using namespace rota::rotactl;

namespace {

constexpr const char* running =
    "lb.example 300 NS 036e7331076c624578616d706c6500\n"
    "mail.lb.example 300 A c0000201\n"
    "mail.lb.example 300 A c0000202\n"
    "old.lb.example 60 A c0000209\n";

// "~ text" of each change; the pieces of both sides have this size.
std::vector<std::string> told(const std::string& before, const std::string& after, std::size_t piece) {
  RecordComparison comparison;
  for (std::size_t at = 0; at < before.size(); at += piece) comparison.add_running(before.substr(at, piece));
  for (std::size_t at = 0; at < after.size(); at += piece) comparison.add_next(after.substr(at, piece));
  Changes changes;
  comparison.finish("lb.example", changes);
  std::vector<std::string> out;
  for (const Change& change : changes) out.push_back(std::string(sign_of(change.how)) + " " + change.text);
  return out;
}

}  // namespace

TEST_CASE("the same records in another order are no difference") {
  const std::string other =
      "old.lb.example 60 A c0000209\n"
      "mail.lb.example 300 A c0000202\n"
      "mail.lb.example 300 A c0000201\n"
      "lb.example 300 NS 036e7331076c624578616d706c6500\n";
  for (const std::size_t piece : {1U, 7U, 1000U}) CHECK(told(running, other, piece).empty());
}

TEST_CASE("records that come, go and change are told as a zone file has them") {
  const std::string next =
      "lb.example 300 NS 036e7331076c624578616d706c6500\n"
      "mail.lb.example 300 A c0000201\n"
      "mail.lb.example 300 A c0000207\n"
      "new.lb.example 60 A c0000208\n";
  for (const std::size_t piece : {1U, 1000U})
    CHECK(told(running, next, piece) ==
          std::vector<std::string>{"~ mail.lb.example A: 300 s 192.0.2.2 -> 300 s 192.0.2.7",
                                   "+ new.lb.example A: 60 s 192.0.2.8",
                                   "- old.lb.example A: 60 s 192.0.2.9"});
}

TEST_CASE("one record more in a set is an addition") {
  const std::string next = std::string(running) + "old.lb.example 60 A c000020a\n";
  CHECK(told(running, next, 9) == std::vector<std::string>{"+ old.lb.example A: 60 s 192.0.2.10"});
}
