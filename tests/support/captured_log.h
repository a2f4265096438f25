// What was written to stderr while this object lived: the log lines of a test.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <string>

namespace rota::test {

class CapturedLog {
 public:
  CapturedLog() { ::dup2(::fileno(file_), STDERR_FILENO); }
  ~CapturedLog() {
    ::dup2(before_, STDERR_FILENO);
    ::close(before_);
    std::fclose(file_);
  }
  CapturedLog(const CapturedLog&) = delete;
  CapturedLog& operator=(const CapturedLog&) = delete;

  std::string text() const {
    std::string out(1U << 20U, '\0');
    const ssize_t size = ::pread(::fileno(file_), out.data(), out.size(), 0);
    out.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return out;
  }

 private:
  int before_ = ::dup(STDERR_FILENO);
  std::FILE* file_ = std::tmpfile();
};

}  // namespace rota::test
