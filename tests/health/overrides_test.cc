#include "health/overrides.h"

#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>
#include <future>

#include "base/json.h"
#include "support/captured_log.h"
#include "support/temporary_folder.h"

using namespace rota;
using namespace rota::health;
using config::Admin;
using test::CapturedLog;
using test::TemporaryFolder;

namespace {

const config::MemberKey lb1{"lb.example", "web", "lb1"};
const config::MemberKey lb2{"lb.example", "web", "lb2"};

WallTime at(std::int64_t second) { return WallTime(std::chrono::seconds(1'700'000'000 + second)); }

Override drain(const config::MemberKey& of, std::optional<WallTime> until = {}) {
  return {
      .of = of, .admin = Admin::drain, .since = at(0), .until = until, .reason = "CHG-42", .who = "alice"};
}
Override weight(const config::MemberKey& of, std::uint32_t value, std::optional<WallTime> until = {}) {
  return {.of = of, .weight = value, .since = at(5), .until = until, .who = "bob"};
}

std::optional<Error> save(Overrides& overrides) {
  std::promise<std::optional<Error>> saved;
  overrides.save([&](const std::optional<Error>& error) { saved.set_value(error); });
  return saved.get_future().get();
}

std::string text_of(const Override& said) { return boost::json::serialize(to_json(said)); }

}  // namespace

TEST_CASE("admin and weight are said apart, and each on its own terms") {
  Overrides overrides("", at(0));
  overrides.set(drain(lb1));
  overrides.set(weight(lb1, 5, at(100)));
  REQUIRE(overrides.rows().size() == 2);
  const auto both = overrides.find(lb1).value();
  CHECK(both.admin == Admin::drain);
  CHECK(both.weight == 5);
  CHECK(both.who == "alice");
  CHECK_FALSE(both.until.has_value());
  CHECK_FALSE(overrides.find(lb2).has_value());
}

TEST_CASE("the latest word replaces the one before of the same thing") {
  Overrides overrides("", at(0));
  overrides.set(drain(lb1, at(50)));
  overrides.set({.of = lb1, .admin = Admin::maint, .weight = 2, .since = at(9), .who = "carol"});
  overrides.set(weight(lb1, 7));
  REQUIRE(overrides.rows().size() == 2);
  CHECK(overrides.find(lb1)->admin == Admin::maint);
  CHECK(overrides.find(lb1)->weight == 7);
  CHECK_FALSE(overrides.next_expiry().has_value());
}

TEST_CASE("ready takes back all that was said of a member, and of no other") {
  Overrides overrides("", at(0));
  overrides.set(drain(lb1));
  overrides.set(weight(lb1, 5));
  overrides.set(drain(lb2));
  CHECK(overrides.clear(lb1));
  CHECK_FALSE(overrides.clear(lb1));
  CHECK(overrides.rows().size() == 1);
  CHECK(overrides.find(lb2).has_value());
}

TEST_CASE("what was said for a while ends by itself, the weight apart from the admin") {
  Overrides overrides("", at(0));
  overrides.set(drain(lb1, at(20)));
  overrides.set(weight(lb1, 5, at(10)));
  overrides.set(drain(lb2));
  CHECK(overrides.next_expiry() == at(10));
  CHECK(overrides.expire(at(9)).empty());
  const auto ended = overrides.expire(at(10));
  REQUIRE(ended.size() == 1);
  CHECK(ended[0].weight == 5);
  CHECK(overrides.find(lb1)->admin == Admin::drain);
  CHECK_FALSE(overrides.find(lb1)->weight.has_value());
  CHECK(overrides.next_expiry() == at(20));
}

TEST_CASE("a weight said alone is found, also where an admin's row ended") {
  Overrides overrides("", at(0));
  overrides.set(drain(lb1, at(10)));
  overrides.set(weight(lb1, 0));
  overrides.expire(at(11));
  CHECK(overrides.find(lb1)->weight == 0);
  CHECK_FALSE(overrides.find(lb1)->admin.has_value());
  CHECK(overrides.find(lb1)->who == "bob");
}

TEST_CASE("overrides survive a restart as they were said, but those that ended do not") {
  const TemporaryFolder folder;
  Override odd = drain({"lb.example", "we\"b", "lb\n1"});
  odd.reason = "line\nbreak \\ \"quotes\" \xc3\xa4";
  {
    Overrides overrides(folder.path(), at(0));
    overrides.set(odd);
    overrides.set(weight(lb1, 5, at(100)));
    overrides.set(drain(lb2, at(50)));
    CHECK_FALSE(save(overrides).has_value());
  }
  const CapturedLog log;
  const Overrides next(folder.path(), at(60));
  REQUIRE(next.rows().size() == 2);
  std::vector<std::string> texts;
  next.rows().each([&](const Override& row) { texts.push_back(text_of(row)); });
  CHECK(texts == std::vector{text_of(odd), text_of(weight(lb1, 5, at(100)))});
  CHECK(log.text() == "info: override of lb.example:web/lb2 ended at 2023-11-14T22:14:10.000Z\n");
}

TEST_CASE("of a garbled file the readable lines are kept, and the file is kept aside") {
  const TemporaryFolder folder;
  const std::string good = text_of(drain(lb1)) + "\n";
  const std::string bad =
      GENERATE("garbage\n", "\n", "[]\n", "{\"zone\":\"lb.example\",\"pool\":\"web\",\"member\":\"lb2\"}\n",
               "{\"zone\":\"a\",\"pool\":\"b\",\"member\":\"c\",\"since\":\"2024-05-01T12:00:00Z\",\"admin\":"
               "\"gone\"}\n",
               "{\"zone\":\"a\",\"pool\":\"b\",\"member\":\"c\",\"since\":\"2024-05-01T12:00:00Z\","
               "\"weight\":4000000000}\n",
               "{\"zone\":\"a\",\"pool\":\"b\",\"member\":\"c\",\"since\":\"yesterday\",\"weight\":4}\n",
               "{\"zone\":\"a\"");
  folder.write("overrides", good + bad);
  const CapturedLog log;
  {
    const Overrides overrides(folder.path(), at(0));
    REQUIRE(overrides.rows().size() == 1);
    CHECK(overrides.find(lb1)->admin == Admin::drain);
  }
  CHECK(folder.read("overrides.bad-2023-11-14T22:13:20.000Z") == good + bad);
  CHECK(folder.read("overrides") == good);
  CHECK_THAT(log.text(), Catch::StartsWith("warning: skipped 1 unreadable line of the operator's overrides"));
}

TEST_CASE("a file of overrides cut off at any octet gives the lines that are whole, and is not lost") {
  const std::string whole = text_of(drain(lb1)) + "\n" + text_of(weight(lb2, 5)) + "\n";
  const std::size_t first = whole.find('\n') + 1;
  const CapturedLog log;
  for (std::size_t size = 1; size < whole.size(); ++size) {
    const TemporaryFolder folder;
    folder.write("overrides", whole.substr(0, size));
    const Overrides overrides(folder.path(), at(0));
    REQUIRE(overrides.rows().size() == (size >= first ? 1 : 0));
    if (size != first)
      REQUIRE(folder.read("overrides.bad-2023-11-14T22:13:20.000Z") == whole.substr(0, size));
  }
}

TEST_CASE("an unreadable file of overrides is kept aside before anything is written") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() + "/overrides");
  const CapturedLog log;
  Overrides overrides(folder.path(), at(0));
  CHECK(std::filesystem::is_directory(folder.path() + "/overrides.bad-2023-11-14T22:13:20.000Z"));
  overrides.set(drain(lb1));
  CHECK_FALSE(save(overrides).has_value());
}

TEST_CASE("who cannot be kept is told so") {
  const TemporaryFolder folder;
  const std::string file = folder.write("file", "");
  const CapturedLog log;
  Overrides overrides(file, at(0));
  overrides.set(drain(lb1));
  CHECK(save(overrides).has_value());
  Overrides nowhere("", at(0));
  nowhere.set(drain(lb1));
  CHECK(save(nowhere)->text == "'state' is \"\" in the configuration");
}

TEST_CASE("an override that is replaced or taken back does not end any more") {
  Overrides overrides("", at(0));
  overrides.set(drain(lb1, at(10)));
  overrides.set(weight(lb1, 5, at(20)));
  overrides.set(drain(lb1, at(30)));
  CHECK(overrides.next_expiry() == at(20));
  overrides.clear(lb1);
  overrides.set(drain(lb2, at(40)));
  CHECK(overrides.next_expiry() == at(40));
  CHECK(overrides.expire(at(39)).empty());
}

TEST_CASE("rows that were given away stay as they were, and the members that differ are told") {
  Overrides overrides("", at(0));
  overrides.set(drain(lb1));
  const OverrideRows before = overrides.rows();
  overrides.set(weight(lb1, 5));
  overrides.set(drain(lb2));
  CHECK(before.size() == 1);
  std::vector<config::MemberKey> differ;
  OverrideRows::each_difference(before, overrides.rows(),
                                [&](const config::MemberKey& of) { differ.push_back(of); });
  CHECK(differ == std::vector{lb1, lb2});
}

TEST_CASE("the latest of several lines of one member holds, as when they were said one by one") {
  const TemporaryFolder folder;
  folder.write("overrides",
               text_of(weight(lb1, 5)) + "\n" + text_of(drain(lb1)) + "\n" + text_of(weight(lb1, 7)) + "\n");
  const Overrides overrides(folder.path(), at(0));
  CHECK(overrides.rows().size() == 2);
  CHECK(overrides.find(lb1)->weight == 7);
  CHECK(overrides.find(lb1)->admin == Admin::drain);
}
