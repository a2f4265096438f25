#include "process/listening_socket.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "support/captured_log.h"
#include "support/temporary_folder.h"

using namespace rota;
using namespace rota::process;

namespace {

// A socket file that nobody listens on, as a daemon that was killed leaves it.
void leave_dead_socket(const std::string& path) {
  process::ListeningSocket socket = process::open_local(path, {}).value();
  socket.leave();
}

std::string error_of(const Result<process::ListeningSocket>& socket) {
  return socket ? "" : socket.error().text;
}

}  // namespace

TEST_CASE("the socket is made with its folder, for its group alone, and goes with the socket") {
  const test::TemporaryFolder folder;
  const std::string path = folder.path() + "/run/control.sock";
  {
    const auto socket = process::open_local(path, {});
    REQUIRE(socket.has_value());
    CHECK(socket->is_local());
    struct stat about {};
    REQUIRE(::stat(path.c_str(), &about) == 0);
    CHECK((about.st_mode & 07777) == 0660);
    CHECK(S_ISSOCK(about.st_mode));
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a dead daemon's socket is replaced, a living one's is not") {
  const test::TemporaryFolder folder;
  const std::string path = folder.path() + "/control.sock";
  leave_dead_socket(path);
  REQUIRE(std::filesystem::exists(path));
  const auto first = process::open_local(path, {});
  REQUIRE(first.has_value());
  CHECK(error_of(process::open_local(path, {})) == path + " is in use: another rotad answers there");
  CHECK(std::filesystem::exists(path));
}

TEST_CASE("a file that is no socket is left alone") {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("control.sock", "precious");
  CHECK(error_of(process::open_local(path, {})) == path + " is there already, and is no socket");
  CHECK(std::filesystem::file_size(path) == 8);
}

TEST_CASE("a socket that cannot be made says why") {
  const test::TemporaryFolder folder;
  CHECK(error_of(process::open_local(folder.path() + "/" + std::string(108, 'x'), {}))
            .starts_with("the path of the control socket is too long"));
  CHECK(error_of(process::open_local(folder.path() + "/a/b/control.sock", {}))
            .ends_with("No such file or directory"));
}
