#include "base/files.h"

#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>

namespace rota {

namespace {

Error last_error() { return {std::strerror(errno)}; }

// Closes when the last copy of what reads from it is gone.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return number_; }

 private:
  int number_;
};

Result<std::size_t> read_some(int descriptor, std::span<char> into) {
  while (true) {
    const ssize_t got = ::read(descriptor, into.data(), into.size());
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return last_error();
  }
}

// Beyond this a file is a mistake, and it is told before memory is taken for it.
Error too_large(std::size_t size, std::size_t most) {
  return {"it has " + std::to_string(size) + " octets, and the limit is " + std::to_string(most >> 20) +
          " MiB"};
}

Result<OpenText> open_file(const std::string& path) {
  // O_NONBLOCK: a named pipe must not hang a reload before it is refused.
  const int number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (number < 0) return last_error();
  const auto descriptor = std::make_shared<const Descriptor>(number);
  struct stat status {};
  if (::fstat(number, &status) != 0) return last_error();
  if (!S_ISREG(status.st_mode)) return Error{"not a regular file"};
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > largest_zone_file) return too_large(size, largest_zone_file);
  const auto read = [descriptor](std::span<char> into) { return read_some(descriptor->get(), into); };
  return OpenText{size, read};
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

Files files_on_disk() { return {open_file, expand_glob}; }

Result<std::string> Files::read(const std::string& path) const {
  const auto text = open(path);
  if (!text) return text.error();
  if (text->size > largest_whole_file) return too_large(text->size, largest_whole_file);
  std::string out(text->size + 1, '\0');
  std::size_t size = 0;
  while (true) {
    const auto got = text->read(std::span(out).subspan(size));
    if (!got) return got.error();
    size += *got;
    if (*got == 0) break;
    if (size > largest_whole_file) return too_large(size, largest_whole_file);
    if (size == out.size()) out.resize(2 * size);
  }
  out.resize(size);
  return {boost::system::in_place_value, std::move(out)};
}

std::string relative_to(const std::string& from, std::string_view path) {
  std::filesystem::path out;
  for (const auto& part : std::filesystem::path(from).parent_path() / path) {
    const bool goes_back = part == ".." && out.has_filename() && out.filename() != "..";
    std::error_code unknown;
    if (goes_back && !std::filesystem::is_symlink(out, unknown)) {
      out = out.parent_path();
    } else if (part != ".") {
      out /= part;
    }
  }
  return out.empty() ? "." : out.string();
}

bool is_glob(std::string_view path) { return path.find_first_of("*?[") != std::string_view::npos; }

}  // namespace rota
