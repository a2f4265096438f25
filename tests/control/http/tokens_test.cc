#include "control/http/tokens.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "support/captured_log.h"
#include "support/temporary_folder.h"

using rota::control::http::Tokens;

namespace {

const std::string first = "abcdefghijklmnopqrstuv";  // just long enough
const std::string second = "0123456789-0123456789-0123456789";

struct File {
  explicit File(const std::string& text, mode_t mode = 0600) : path(directory.write("tokens", text)) {
    ::chmod(path.c_str(), mode);
  }
  rota::test::TemporaryFolder directory;
  std::string path;
};

}  // namespace

TEST_CASE("a token is known by its line, and by nothing less than all of it") {
  const File file("# operators\n\n" + first + "\r\n  " + second + "  \n");
  Tokens tokens;
  CHECK(tokens.empty());
  tokens.load(file.path);
  CHECK(tokens.find(first) == 1);
  CHECK(tokens.find(second) == 2);
  CHECK_FALSE(tokens.find(""));
  CHECK_FALSE(tokens.find(first.substr(1)));
  CHECK_FALSE(tokens.find(first + "x"));
  CHECK_FALSE(tokens.find(first + first));
  CHECK_FALSE(tokens.find("# operators"));
}

TEST_CASE("a short token is ignored, with its place") {
  const File file("short\n" + first + "\n");
  const rota::test::CapturedLog log;
  Tokens tokens;
  tokens.load(file.path);
  CHECK_FALSE(tokens.find("short"));
  CHECK(tokens.find(first) == 1);
  CHECK(log.text().find(file.path + ":1: a token has at least 22 characters") != std::string::npos);
}

TEST_CASE("a token that was taken out of the file does not work any more") {
  const File file(first + "\n");
  Tokens tokens;
  tokens.load(file.path);
  file.directory.write("tokens", second + "\n");
  tokens.load(file.path);
  CHECK_FALSE(tokens.find(first));
  CHECK(tokens.find(second) == 1);
  tokens.load("");
  CHECK(tokens.empty());
}

TEST_CASE("a token file that everybody may read, or nobody, is told of") {
  const File file(first + "\n", 0644);
  const rota::test::CapturedLog log;
  Tokens tokens;
  tokens.load(file.path);
  CHECK(log.text().find("everybody on this machine can use the token file") != std::string::npos);
  tokens.load(file.path + ".gone");
  CHECK(tokens.empty());
  CHECK(log.text().find("cannot be read: changes over TCP are refused") != std::string::npos);
}
