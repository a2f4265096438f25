#include "control/replace/program.h"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/socket.h"

namespace rota::control::replace {

namespace {

constexpr std::string_view said_to_one_process = "WATCHDOG_PID=";

std::vector<std::string> environment_with(const std::string& variable) {
  std::vector<std::string> out;
  const std::string name = variable.substr(0, variable.find('=') + 1);
  for (char* const* one = ::environ; *one != nullptr; ++one) {
    const std::string_view text = *one;
    if (!text.starts_with(said_to_one_process) && !text.starts_with(name)) out.emplace_back(text);
  }
  out.push_back(variable);
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

// What posix_spawn does in the new process before the program begins.
class Preparation {
 public:
  Preparation() {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK);
  }
  ~Preparation() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  Preparation(const Preparation&) = delete;
  Preparation& operator=(const Preparation&) = delete;

  // Copied above all places that are to be filled first, since a place may be taken by
  // one that is still to be moved.
  bool hand_over(std::span<const int> descriptors) {
    const int end = first_descriptor + static_cast<int>(descriptors.size());
    for (std::size_t i = 0; i < descriptors.size(); ++i) {
      copies_.emplace_back(::fcntl(descriptors[i], F_DUPFD_CLOEXEC, end));
      if (copies_.back().get() < 0) return false;
      ::posix_spawn_file_actions_adddup2(&actions_, copies_.back().get(),
                                         first_descriptor + static_cast<int>(i));
    }
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, end);
    return true;
  }

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
  std::vector<Socket> copies_;
};

Error cannot_start(const Program& program, int error) {
  return {"cannot start " + program.path + ": " + std::generic_category().message(error)};
}

}  // namespace

Program Program::of(std::span<char* const> words) {
  Program out;
  for (const char* word : words) out.words.emplace_back(word);
  std::error_code failed;
  const bool is_path = !out.words.empty() && out.words[0].find('/') != std::string::npos;
  out.path = is_path ? std::filesystem::absolute(out.words[0], failed).string()
                     : std::filesystem::read_symlink("/proc/self/exe", failed).string();
  return out;
}

Result<pid_t> start_program(const Program& program, std::span<const int> descriptors,
                            const std::string& variable) {
  Preparation preparation;
  if (!preparation.hand_over(descriptors)) return cannot_start(program, errno);
  std::vector<std::string> words = program.words, environment = environment_with(variable);
  pid_t out = 0;
  const int error = ::posix_spawn(&out, program.path.c_str(), preparation.actions(), preparation.attributes(),
                                  pointers(words).data(), pointers(environment).data());
  if (error != 0) return cannot_start(program, error);
  return out;
}

}  // namespace rota::control::replace
