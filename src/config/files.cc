#include "config/files.h"

#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace rota::config {

namespace {

Error last_error() { return {std::strerror(errno)}; }

Result<std::string> read_all(int descriptor, std::size_t size_hint) {
  std::string out(size_hint + 1, '\0');
  std::size_t size = 0;
  while (true) {
    const ssize_t got = ::read(descriptor, out.data() + size, out.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return last_error();
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size == out.size()) out.resize(2 * size);
  }
  out.resize(size);
  return {boost::system::in_place_value, std::move(out)};
}

Result<std::string> read_file(const std::string& path) {
  // O_NONBLOCK: a named pipe must not hang a reload before it is refused.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return last_error();
  struct stat status {};
  Result<std::string> out = Error{"not a regular file"};
  if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
    out = read_all(descriptor, static_cast<std::size_t>(status.st_size));
  }
  ::close(descriptor);
  return out;
}

std::vector<std::string> expand_glob(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> out;
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0)
    out.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  ::globfree(&found);
  return out;
}

}  // namespace

Files files_on_disk() { return {read_file, expand_glob}; }

std::string relative_to(const std::string& from, std::string_view path) {
  return (std::filesystem::path(from).parent_path() / path).lexically_normal().string();
}

bool is_glob(std::string_view path) { return path.find_first_of("*?[") != std::string_view::npos; }

}  // namespace rota::config
