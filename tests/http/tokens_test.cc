#include "http/tokens.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "support/captured_log.h"
#include "support/temporary_folder.h"

using namespace rota;
using http::Tokens;

namespace {

const std::string first = "abcdefghijklmnopqrstuv";  // just long enough
const std::string second = "0123456789-0123456789-0123456789";

struct File {
  explicit File(const std::string& text, mode_t mode = 0600) : path(directory.write("tokens", text)) {
    ::chmod(path.c_str(), mode);
    tokens.load(path);
  }
  rota::test::CapturedLog log;
  rota::test::TemporaryFolder directory;
  std::string path;
  Tokens tokens;
};

}  // namespace

TEST_CASE("a token has a name, scopes and a secret") {
  const File file("# operators\n\nalice read,change " + first +
                  "\r\n  web01\t report:web,report:a.example:api,read  " + second + "  \n");
  CHECK(file.log.text().empty());
  const auto* alice = file.tokens.find(first);
  REQUIRE(alice != nullptr);
  CHECK(alice->name == "alice");
  CHECK(alice->reads);
  CHECK(alice->changes);
  CHECK(alice->reports.empty());
  const auto* web = file.tokens.find(second);
  REQUIRE(web != nullptr);
  CHECK(web->name == "web01");
  CHECK(web->reads);
  CHECK_FALSE(web->changes);
  CHECK(web->reports == std::vector<std::string>{"web", "a.example:api"});
}

TEST_CASE("a token is known by its secret, and by nothing less than all of it") {
  const File file("alice read " + first + "\n");
  for (const std::string& presented : {std::string(), first.substr(1), first + "x", first + first,
                                       "alice read " + first, std::string("alice"), std::string("read")}) {
    INFO(presented);
    CHECK(file.tokens.find(presented) == nullptr);
  }
}

TEST_CASE("a secret alone in its line may read and change, as it could before tokens had names") {
  const File file("\n" + first + "\n");
  const auto* token = file.tokens.find(first);
  REQUIRE(token != nullptr);
  CHECK(token->name == "token 2");
  CHECK(token->reads);
  CHECK(token->changes);
  CHECK_THAT(file.log.text(),
             Catch::Contains(file.path + ":2: a secret without a name; write: NAME read,change SECRET"));
}

TEST_CASE("a line with an error is ignored and named, and its secret is never told") {
  const std::pair<std::string, std::string> rows[] = {
      {"alice read short", ":1: a secret must have at least 22 characters"},
      {"short", ":1: a secret must have at least 22 characters"},
      {"alice " + first, ":1: a line must be NAME SCOPES SECRET"},
      {"alice read change " + first, ":1: a line must be NAME SCOPES SECRET"},
      {"alice write " + first, ":1: unknown scope \"write\"; use read, change or report:POOL"},
      {"alice report: " + first, ":1: unknown scope \"report:\""},
      {"al\xffice read " + first, ":1: a name must have at most 64 printable characters"}};
  for (const auto& [line, why] : rows) {
    INFO(line);
    const File file(line + "\nbob read " + second + "\n");
    CHECK(file.tokens.find(first) == nullptr);
    CHECK(file.tokens.find("short") == nullptr);
    CHECK(file.tokens.find(second) != nullptr);
    CHECK_THAT(file.log.text(), Catch::Contains(file.path + why));
    CHECK_THAT(file.log.text(), !Catch::Contains(first));
  }
}

TEST_CASE("a token that was taken out of the file does not work any more") {
  File file("alice read " + first + "\n");
  file.directory.write("tokens", "alice read " + second + "\n");
  file.tokens.load(file.path);
  CHECK(file.tokens.find(first) == nullptr);
  CHECK(file.tokens.find(second) != nullptr);
  file.tokens.load("");
  CHECK(file.tokens.empty());
}

TEST_CASE("a token file that everybody may read, or nobody, is told of") {
  File file("alice read " + first + "\n", 0644);
  CHECK_THAT(file.log.text(), Catch::Contains("every user can read or change the token file " + file.path));
  file.tokens.load(file.path + ".gone");
  CHECK(file.tokens.empty());
  CHECK_THAT(file.log.text(), Catch::Contains("cannot read the token file " + file.path + ".gone"));
}

TEST_CASE("A5 a token file that is too large is not taken into memory") {
  File file("alice read " + first + "\n");
  REQUIRE(file.tokens.find(first) != nullptr);
  REQUIRE(::truncate(file.path.c_str(), off_t{100} << 30) == 0);  // sparse
  file.tokens.load(file.path);
  CHECK(file.tokens.empty());
  CHECK_THAT(file.log.text(), Catch::Contains("cannot read the token file " + file.path + ": it "));
}
