#include "base/keys.h"

#include <catch2/catch.hpp>

using namespace rota;
using namespace std::chrono_literals;

namespace {

enum class Color : std::uint8_t { red, green };
constexpr Word<Color> colors[] = {{"red", Color::red}, {"green", Color::green}};

struct Inner {
  int count = 1;
};

struct Outer {
  Inner inner;
  bool flag = false;
  std::string text = "kept";
  Secret secret;
  std::chrono::milliseconds wait{5};
  std::optional<std::uint16_t> port;
  std::vector<std::string> list;
  Color color = Color::red;
  std::string shouted;
};

void shout(Settings& settings, const Row& row, Outer& out) {
  if (const auto text = settings.text(row)) out.shouted = *text + "!";
}

constexpr Key<Outer> first_keys[] = {
    {{.key = "count", .type = ValueType::integer, .range = {0, 9}}, into<&Outer::inner, &Inner::count>},
    {{.key = "flag", .type = ValueType::boolean}, into<&Outer::flag>},
    {{.key = "text"}, into<&Outer::text>},
    {{.key = "secret", .type = ValueType::secret}, into<&Outer::secret>},
    {{.key = "wait", .type = ValueType::duration}, into<&Outer::wait>},
};
constexpr Key<Outer> second_keys[] = {
    {{.key = "port", .type = ValueType::integer, .range = {1, 65'535}}, into<&Outer::port>},
    {{.key = "list", .many = Many::list}, into<&Outer::list>},
    {{.key = "color", .words = names_of<colors>}, choose<colors, &Outer::color>},
    {{.key = "loud"}, shout},
};
constexpr auto rows = rows_of<first_keys, second_keys>;
const Group group{.name = "outer", .rows = rows};
constexpr Row outer_row{.key = "outer", .type = ValueType::table, .group = &group};

Table table_of(std::vector<std::pair<std::string, decltype(Value::data)>> entries) {
  Table out;
  for (auto& [key, data] : entries) out.push_back({key, {}, {{}, std::move(data)}});
  return out;
}

}  // namespace

TEST_CASE("each key is read into its member, by the type of the member") {
  const Table table = table_of({{"count", std::int64_t{7}},
                                {"flag", true},
                                {"secret", "s"},
                                {"wait", "2s"},
                                {"port", std::int64_t{53}},
                                {"list", "a"},
                                {"color", "green"},
                                {"loud", "hey"}});
  Mistakes mistakes;
  Settings settings(table, {}, mistakes);
  Outer out;
  read_keys(settings, first_keys, out);
  read_keys(settings, second_keys, out);
  settings.finish(group);
  CHECK(mistakes.all().empty());
  CHECK(out.inner.count == 7);
  CHECK(out.flag);
  CHECK(out.text == "kept");
  CHECK(out.secret.reveal() == "s");
  CHECK(out.wait == 2s);
  CHECK(out.port == 53);
  CHECK(out.list == std::vector<std::string>{"a"});
  CHECK(out.color == Color::green);
  CHECK(out.shouted == "hey!");
}

TEST_CASE("a wrong value leaves its member as it was") {
  const Table table = table_of({{"count", std::int64_t{10}}, {"color", "blue"}, {"port", "x"}});
  Mistakes mistakes;
  Settings settings(table, {}, mistakes);
  Outer out;
  read_keys(settings, first_keys, out);
  read_keys(settings, second_keys, out);
  CHECK(mistakes.errors() == 3);
  CHECK(out.inner.count == 1);
  CHECK(out.color == Color::red);
  CHECK_FALSE(out.port);
}

TEST_CASE("a table within is read by its row, and knows its own keys alone") {
  const Table table = table_of({{"outer", table_of({{"flag", true}, {"flog", true}})}});
  Mistakes mistakes;
  Settings settings(table, {}, mistakes);
  Outer out;
  read_table(settings, outer_row, first_keys, out);
  CHECK(out.flag);
  REQUIRE(mistakes.errors() == 1);
  CHECK(mistakes.all()[0].text == "unknown key \"flog\"; did you mean \"flag\"?");
}

TEST_CASE("rows keep their order, and are found by their key also where a group holds others") {
  CHECK(rows.size() == 9);
  CHECK(rows[0].key == "count");
  CHECK(rows[5].key == "port");
  const Row own[] = {{.key = "own"}};
  const Group both{.name = "both", .rows = own, .also = &group};
  CHECK(all_rows(both).size() == 10);
  CHECK(find_row(both, "own") == &own[0]);
  CHECK(find_row(both, "color") == &rows[7]);
  CHECK(find_row(both, "colour") == nullptr);
}
