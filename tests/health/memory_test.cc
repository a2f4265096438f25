#include "health/memory.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/captured_log.h"
#include "support/temporary_folder.h"

using namespace rota;
using namespace rota::health;
using test::CapturedLog;
using test::TemporaryFolder;

namespace {

const std::vector<SavedState> three = {{Identity{1}, true, 1'700'000'000},
                                       {Identity{0xfedcba9876543210}, false, 1'700'000'001},
                                       {Identity{3}, true, 1'700'000'002}};

std::chrono::system_clock::time_point wall(std::int64_t at) {
  return std::chrono::system_clock::time_point(std::chrono::seconds(at));
}

}  // namespace

TEST_CASE("C-37 saved states are read back as they were") {
  const auto read = read_states(write_states(three));
  REQUIRE(read.has_value());
  CHECK(read->bad_lines == 0);
  REQUIRE(read->states.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(read->states[i].identity == three[i].identity);
    CHECK(read->states[i].fit == three[i].fit);
    CHECK(read->states[i].heard == three[i].heard);
  }
}

TEST_CASE("saved states cut off at any byte give the lines that are whole, or nothing") {
  const std::string whole = write_states(three);
  const std::size_t first_line = whole.find('\n') + 1;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string cut = whole.substr(0, size);
    const auto read = read_states(cut);
    REQUIRE(read.has_value() == (size >= first_line));
    if (!read) continue;
    const auto lines = static_cast<std::size_t>(std::count(cut.begin(), cut.end(), '\n')) - 1;
    REQUIRE(read->states.size() == lines);
    REQUIRE(read->bad_lines == (cut.back() == '\n' ? 0 : 1));
  }
}

TEST_CASE("lines that cannot be read are skipped and counted") {
  const std::string one = "0000000000000001";
  const auto read = read_states("rota health 2\nup 1 " + one + "\nsideways 1 " + one + "\nup x " + one +
                                "\nup 99999999999999999999 " + one + "\nup 1\nup 1 \n\nup 1 " + one +
                                "0\nup 1 000000000000000g\ndown 2 00000000000000ff\n");
  REQUIRE(read.has_value());
  REQUIRE(read->states.size() == 2);
  CHECK(read->states[1].identity == Identity{255});
  CHECK(read->bad_lines == 8);
}

TEST_CASE("a state is recalled when it is younger than five minutes") {
  const TemporaryFolder folder;
  folder.write("health", write_states(three));
  const Memory memory(folder.path());
  const Identity key = three[1].identity;
  CHECK(memory.recall(key, wall(1'700'000'001)) == std::optional<bool>(false));
  CHECK(memory.recall(key, wall(1'700'000'300)) == std::optional<bool>(false));
  CHECK_FALSE(memory.recall(key, wall(1'700'000'301)).has_value());
  CHECK_FALSE(memory.recall(key, wall(1'600'000'000)).has_value());  // the clock was set back
  CHECK_FALSE(memory.recall(Identity{9}, wall(1'700'000'001)).has_value());
}

TEST_CASE("a missing folder is made when states are saved, and the next start finds them") {
  const TemporaryFolder folder;
  const std::string state = folder.path() + "/lib/rota";
  const CapturedLog log;
  {
    Memory memory(state);
    memory.save(three);
  }
  CHECK(Memory(state).recall(three[0].identity, wall(1'700'000'002)) == std::optional<bool>(true));
  CHECK_FALSE(std::filesystem::exists(state + "/health.new"));
  CHECK(log.text().empty());
}

TEST_CASE("states saved in the background are on the disk once the memory is gone") {
  const TemporaryFolder folder;
  {
    Memory memory(folder.path());
    memory.save(three);
  }
  CHECK(folder.read("health") == write_states(three));
}

TEST_CASE("a file of another version, and garbage, are ignored with a warning") {
  const TemporaryFolder folder;
  const std::string text = GENERATE("rota health 1\nup 1700000000 192.0.2.1 tcp4:port80\n", "rota health 3\n",
                                    "\xff\xfe garbage", "");
  folder.write("health", text);
  const CapturedLog log;
  const Memory memory(folder.path());
  CHECK_FALSE(memory.recall(Identity{}, wall(1'700'000'000)).has_value());
  CHECK_THAT(log.text(), Catch::Contains("warning: ignoring last health in " + folder.path() + "/health"));
  CHECK(log.text().find('\n') == log.text().size() - 1);
}

TEST_CASE("a folder where the file should be is ignored with a warning, a missing file without") {
  const TemporaryFolder folder;
  const CapturedLog log;
  Memory(folder.path()).flush();  // the next one finds its key there
  CHECK(log.text().empty());
  std::filesystem::create_directory(folder.path() + "/health");
  const Memory odd(folder.path());
  CHECK_THAT(log.text(), Catch::StartsWith("warning: ignoring last health in "));
}

TEST_CASE("states that cannot be saved are warned of once") {
  const TemporaryFolder folder;
  const std::string file = folder.write("file", "");
  const CapturedLog log;
  Memory memory(file);  // a file where the folder should be
  memory.save(three);
  memory.flush();
  memory.save(three);
  memory.flush();
  const std::string text = log.text();
  CHECK(text.find("last health is not kept: cannot write") != std::string::npos);
  CHECK(text.find("last health is not kept") == text.rfind("last health is not kept"));
}

TEST_CASE("an empty directory keeps nothing") {
  Memory memory("");
  memory.save(three);
  memory.flush();
  CHECK_FALSE(memory.recall(three[0].identity, wall(1'700'000'000)).has_value());
}
