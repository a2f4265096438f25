#include "rotactl/table.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "rotactl/format.h"
#include "rotactl/text.h"

using namespace rota::rotactl;

namespace {

std::vector<std::string> lines(const Table& table, bool colour = false) {
  std::ostringstream out;
  return table.lines({out, out, false, false, colour});
}

}  // namespace

TEST_CASE("columns are as wide as their text, numbers stand to the right") {
  Table table({{"NAME"}, {"WEIGHT", Column::right}, {"STATE"}});
  table.add({{"lb1"}, {"5"}, {"up"}});
  table.add({{"a-long-name"}, {"100"}, {"down"}});
  CHECK(lines(table) == std::vector<std::string>{"NAME         WEIGHT  STATE",  //
                                                 "lb1               5  up",     //
                                                 "a-long-name     100  down"});
}

TEST_CASE("a column in which nothing stands is left out, and no line ends in spaces") {
  Table table({{"NAME"}, {"WHY"}, {"LAST"}});
  table.add({{"lb1"}, {""}, {""}});
  table.add({{"lb22"}, {""}, {"ok"}});
  CHECK(lines(table) == std::vector<std::string>{"NAME  LAST", "lb1", "lb22  ok"});
}

TEST_CASE("letters count by the columns they take, not by octets") {
  CHECK(width("zürich") == 6);
  CHECK(width("東京") == 4);
  CHECK(width("e\xcc\x81") == 1);
  Table table({{"NAME"}, {"N", Column::right}});
  table.add({{"zürich"}, {"1"}});
  table.add({{"東京"}, {"22"}});
  CHECK(lines(table) == std::vector<std::string>{"NAME     N", "zürich   1", "東京    22"});
}

TEST_CASE("colours change no column") {
  Table table({{"STATE"}, {"X"}});
  table.add({{"up", Style::good}, {"y"}});
  CHECK(lines(table, true)[1] == "\x1b[32mup\x1b[0m     y");
}

TEST_CASE("on a narrow terminal columns are dropped by their rank, and a note names them") {
  Table table({{"NAME"}, {"ADDRESS", Column::left, 1}, {"LAST", Column::left, 2}, {"WHY"}});
  table.add({{"lb1"}, {"192.0.2.1"}, {"ok in 3 ms"}, {"fit"}});
  std::ostringstream out;
  Screen screen{out, out, true, true, false, 40};
  CHECK(table.lines(screen).size() == 2);  // 34 columns
  screen.columns = 24;
  CHECK(table.lines(screen) ==
        std::vector<std::string>{"NAME  ADDRESS    WHY", "lb1   192.0.2.1  fit", "(-o wide shows LAST)"});
  screen.columns = 8;
  CHECK(table.lines(screen)[1] == "lb1  fit");
  screen.columns = 7;
  CHECK(table.lines(screen)[0] == "N…  WHY");
  screen.wide = true;
  CHECK(table.lines(screen).size() == 2);
}

TEST_CASE("for programs the first column is all") {
  Table table({{"NAME"}, {"WHY"}});
  table.add({{"lb1"}, {"fit"}});
  table.add({{"lb2"}, {"fit"}});
  std::ostringstream out;
  Screen screen{out, out};
  screen.names = true;
  CHECK(table.lines(screen) == std::vector<std::string>{"lb1", "lb2"});
}

TEST_CASE("what is too wide is cut between letters") {
  CHECK(shortened("short", 5) == "short");
  CHECK(shortened("longer", 5) == "long…");
  CHECK(shortened("東京都庁", 6) == "東京…");
}

TEST_CASE("figures are written as people read them") {
  using namespace std::chrono_literals;
  CHECK(span_text(350ms) == "350 ms");
  CHECK(span_text(12s) == "12 s");
  CHECK(span_text(185s) == "3 min 5 s");
  CHECK(span_text(2h + 7min + 30s) == "2 h 7 min");
  CHECK(span_text(24h * 5) == "5 d");
  CHECK(span_text(-5s) == "0 ms");
  CHECK(rota::percent_text(0.357142) == "35.7 %");
}

TEST_CASE("a time of today is told without its day") {
  const auto now = std::chrono::system_clock::from_time_t(1'700'000'000);
  CHECK(time_text(now, now).size() == 8);
  CHECK(time_text(now, now + std::chrono::hours(48)).size() == 19);
}
