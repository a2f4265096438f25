#include "base/state_file.h"

#include <sys/stat.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "support/captured_log.h"
#include "support/temporary_folder.h"

using namespace rota;
using test::CapturedLog;
using test::TemporaryFolder;

TEST_CASE("what was written is read back by the next life, and no draft is left") {
  const TemporaryFolder folder;
  const std::string state = folder.path() + "/lib/rota";  // made on the way
  { StateFile(state, "notes", "notes").write("text\n"); }
  CHECK(StateFile(state, "notes", "notes").read(100) == std::optional<std::string>("text\n"));
  CHECK_FALSE(std::filesystem::exists(state + "/notes.new"));
}

TEST_CASE("the newest of many texts is on the disk after a flush, and the file can be written again") {
  const TemporaryFolder folder;
  StateFile file(folder.path(), "notes", "notes");
  for (int i = 0; i <= 1000; ++i) file.write(std::to_string(i));
  file.flush();
  CHECK(folder.read("notes") == "1000");
  file.write("more");
  file.flush();
  CHECK(folder.read("notes") == "more");
}

TEST_CASE("a flush before any write returns at once") {
  const TemporaryFolder folder;
  StateFile(folder.path(), "notes", "notes").flush();
  CHECK_FALSE(std::filesystem::exists(folder.path() + "/notes"));
}

TEST_CASE("a missing file is read as nothing without a word, an unreadable one with a warning") {
  const TemporaryFolder folder;
  const CapturedLog log;
  StateFile file(folder.path(), "notes", "old notes");
  CHECK_FALSE(file.read(100).has_value());
  CHECK(log.text().empty());
  SECTION("a folder") { std::filesystem::create_directory(folder.path() + "/notes"); }
  SECTION("too large") { folder.write("notes", std::string(101, 'x')); }
  CHECK_FALSE(file.read(100).has_value());
  CHECK_THAT(log.text(), Catch::StartsWith("warning: ignoring old notes in " + folder.path() + "/notes: "));
}

TEST_CASE("a file that cannot be written is warned of once, the old one stays") {
  const TemporaryFolder folder;
  folder.write("notes", "old");
  std::filesystem::create_directory(folder.path() + "/notes.new");  // where the draft should be
  const CapturedLog log;
  StateFile file(folder.path(), "notes", "notes");
  for (const char* text : {"a", "b"}) {
    file.write(text);
    file.flush();
  }
  CHECK(folder.read("notes") == "old");
  CHECK_THAT(log.text(), Catch::StartsWith("warning: notes is not kept: cannot write "));
  CHECK(log.text().find("not kept") == log.text().rfind("not kept"));
}

TEST_CASE("X-10 what could not be written is written as soon as it can be, the newest alone") {
  const TemporaryFolder folder;
  const std::string obstacle = folder.path() + "/notes.new";
  std::filesystem::create_directory(obstacle);
  const CapturedLog log;
  StateFile file(folder.path(), "notes", "notes", std::chrono::milliseconds(1));
  for (const char* text : {"a", "b"}) {
    file.write(text);
    file.flush();
  }
  CHECK(folder.read("notes").empty());
  std::filesystem::remove(obstacle);
  while (folder.read("notes").empty()) std::this_thread::yield();  // the test's time limit ends it
  CHECK(folder.read("notes") == "b");
}

TEST_CASE("a link in the place of a state file, or of its draft, is not followed") {
  const TemporaryFolder folder;
  const std::string precious = folder.write("precious", "text");
  const CapturedLog log;
  for (const char* name : {"/notes", "/notes.new"})
    std::filesystem::create_symlink(precious, folder.path() + name);
  StateFile file(folder.path(), "notes", "notes");
  CHECK_FALSE(file.read(100).has_value());
  CHECK(log.text().find("ignoring notes in " + folder.path() + "/notes: it is a symbolic link") !=
        std::string::npos);
  file.write("new");
  file.flush();
  CHECK(folder.read("notes") == "new");
  CHECK(folder.read("precious") == "text");
}

TEST_CASE("a FIFO in the place of a state file is not waited for") {
  const TemporaryFolder folder;
  const CapturedLog log;
  REQUIRE(::mkfifo((folder.path() + "/notes").c_str(), 0600) == 0);
  CHECK_FALSE(StateFile(folder.path(), "notes", "notes").read(100).has_value());
  CHECK(log.text().find("it is not a file") != std::string::npos);
}

TEST_CASE("who writes is told when it is on the disk, each of many") {
  const TemporaryFolder folder;
  StateFile file(folder.path(), "notes", "notes");
  std::atomic<int> told{0};
  for (int i = 0; i < 100; ++i)
    file.write(std::to_string(i), [&, i](const std::optional<Error>& error) {
      if (!error && std::stoi(folder.read("notes")) >= i) ++told;
    });
  file.flush();
  CHECK(told == 100);
}

TEST_CASE("who writes is told why nothing is kept") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() + "/notes.new");
  const CapturedLog log;
  std::string why;
  const auto hear = [&](const std::optional<Error>& error) { why = error ? error->text : "kept"; };
  StateFile file(folder.path(), "notes", "notes");
  file.write("text", hear);
  file.flush();
  CHECK_THAT(why, Catch::StartsWith("cannot write "));
  StateFile("", "notes", "notes").write("text", hear);
  CHECK(why == "'state' is \"\" in the configuration");
}

TEST_CASE("a file that is kept aside is whole, under another name") {
  const TemporaryFolder folder;
  const CapturedLog log;
  StateFile file(folder.path(), "notes", "notes");
  file.keep_aside(WallTime());
  CHECK(log.text().empty());
  folder.write("notes", "garbage");
  file.keep_aside(WallTime());
  CHECK(folder.read("notes.bad-1970-01-01T00:00:00.000Z") == "garbage");
  CHECK_FALSE(std::filesystem::exists(folder.path() + "/notes"));
  CHECK_THAT(log.text(), Catch::Contains("notes.bad-1970-01-01T00:00:00.000Z"));
}

TEST_CASE("what is handed over is newer than the disk, also where nothing is kept on one") {
  const TemporaryFolder folder;
  folder.write("notes", "old");
  for (const std::string& path : {folder.path(), std::string()}) {
    const StateDirectory directory(path, StateDirectory::Texts{{"notes", "new"}});
    CHECK(directory.was_handed_over());
    CHECK(StateFile(directory, "notes", "notes").read(100) == std::optional<std::string>("new"));
    CHECK_FALSE(StateFile(directory, "others", "others").read(100).has_value());
  }
}

TEST_CASE("while a directory is held its files are not written, and all they hold is told") {
  const TemporaryFolder folder;
  StateDirectory directory(folder.path());
  StateFile notes(directory, "notes", "notes"), others(directory, "others", "others");
  const StateFile empty(directory, "empty", "empty");
  notes.write("first");
  folder.write("others", "read");
  others.read(100);
  CHECK(directory.hold() == StateDirectory::Texts{{"notes", "first"}, {"others", "read"}});
  CHECK(folder.read("notes") == "first");
  notes.write("second");
  notes.flush();
  CHECK(folder.read("notes") == "first");
  SECTION("it goes on") {
    directory.go_on();
    notes.flush();
    CHECK(folder.read("notes") == "second");
    CHECK(directory.hold().at("notes") == "second");
  }
  SECTION("another process has it") {
    { StateFile(directory, "more", "more").write("text"); }
    CHECK(folder.read("notes") == "first");
  }
}

TEST_CASE("a text that is long to make is made by the thread that writes it, or for who takes it over") {
  const TemporaryFolder folder;
  StateFile file(folder.path(), "notes", "notes");
  std::thread::id maker;
  file.write([&] {
    maker = std::this_thread::get_id();
    return std::string("made");
  });
  file.flush();
  CHECK(folder.read("notes") == "made");
  CHECK(maker != std::this_thread::get_id());
  CHECK(file.hold() == "made");
}
