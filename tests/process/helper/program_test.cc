#include "process/helper/program.h"

#include <array>
#include <catch2/catch.hpp>
#include <filesystem>

using namespace rota;
using process::Program;

TEST_CASE("a program is known by its path, whatever the folder is later, and without one by its file") {
  std::string relative = "bin/rotad", bare = "rotad", option = "--version";
  std::array<char*, 2> words{relative.data(), option.data()};
  const Program program = Program::of(words);
  CHECK(program.path == std::filesystem::current_path().string() + "/bin/rotad");
  CHECK(program.words == std::vector<std::string>{"bin/rotad", "--version"});
  words[0] = bare.data();
  CHECK(Program::of(words).path == std::filesystem::read_symlink("/proc/self/exe").string());
}
