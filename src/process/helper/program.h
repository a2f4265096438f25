// How this program was started, to start it once more in the same way.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rota::process {

struct Program {
  // The file that these words started. Found out at the start: a package may put a new
  // file in its place later, and that is the one to be started then.
  static Program of(std::span<char* const> words);

  std::string path;
  std::vector<std::string> words;  // the first is its name
};

// The first descriptor that a program gets which is started here, after stdin and the like.
constexpr int first_descriptor = 3;

// How its environment tells of the line to the process that it is to replace: by the descriptor.
constexpr std::string_view predecessor_variable = "ROTA_PREDECESSOR";

// The environment of this process with `variable` ("NAME=value") and without what was said
// to this process alone.
std::vector<std::string> environment_with(const std::string& variable);

// Becomes the program with that environment, and with these descriptors as `first_descriptor`
// and those that follow it, and with no others. Returns only when that fails, with the error's
// number; the descriptors of this process are of no more use then.
int become_program(const Program& program, std::vector<std::string> environment,
                   std::span<const int> descriptors);

}  // namespace rota::process
