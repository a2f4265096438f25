#include "process/helper/program.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace rota::process {

namespace {

constexpr std::string_view said_to_one_process = "WATCHDOG_PID=";

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

// Copied above all places that are to be filled first, since a place may be taken by
// one that is still to be moved.
bool place(std::span<const int> descriptors) {
  const int end = first_descriptor + static_cast<int>(descriptors.size());
  std::vector<int> copies;
  for (const int descriptor : descriptors) {
    copies.push_back(::fcntl(descriptor, F_DUPFD_CLOEXEC, end));
    if (copies.back() < 0) return false;
  }
  for (std::size_t i = 0; i < copies.size(); ++i)
    if (::dup2(copies[i], first_descriptor + static_cast<int>(i)) < 0) return false;
  return ::close_range(static_cast<unsigned>(end), ~0U, CLOSE_RANGE_CLOEXEC) == 0;
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

int become_program(const Program& program, std::vector<std::string> environment,
                   std::span<const int> descriptors) {
  if (!place(descriptors)) return errno;
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  std::vector<std::string> words = program.words;
  ::execve(program.path.c_str(), pointers(words).data(), pointers(environment).data());
  return errno;
}

}  // namespace rota::process
