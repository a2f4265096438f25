// What root makes where the service user could swap what a path leads to. Those that need a
// second user need root.
#include "process/paths.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "process/listening_socket.h"
#include "support/captured_log.h"
#include "support/temporary_folder.h"

using namespace rota;
using process::only_root_can_change;

namespace {

const process::Account service{"nobody", 65534, 65534};

struct stat about(const std::string& path) {
  struct stat out {};
  REQUIRE(::lstat(path.c_str(), &out) == 0);
  return out;
}

// A folder that everybody may enter, with `run` of the service user and `precious` of root.
struct Place {
  test::TemporaryFolder folder;
  const std::string run = folder.path() + "/run", precious = folder.path() + "/precious";

  Place() {
    ::chmod(folder.path().c_str(), 0755);
    std::filesystem::create_directory(run);
    std::filesystem::create_directory(precious);
    REQUIRE(::chown(run.c_str(), service.user, service.group) == 0);
  }
};

bool lacks_root() {
  if (::geteuid() == 0) return false;
  WARN("needs root");
  return true;
}

}  // namespace

TEST_CASE("what only root can change is told by every directory above, whatever is missing") {
  if (lacks_root()) return;
  const Place place;
  std::filesystem::create_directory_symlink(place.precious, place.run + "/link");
  CHECK(only_root_can_change("/"));
  CHECK(only_root_can_change(place.precious));
  CHECK(only_root_can_change(place.folder.path() + "/not/there/yet"));
  CHECK_FALSE(only_root_can_change(place.run));
  CHECK_FALSE(only_root_can_change(place.run + "/link"));
  CHECK_FALSE(only_root_can_change(place.run + "/not/there/yet"));
  ::chmod(place.precious.c_str(), 0777);
  CHECK_FALSE(only_root_can_change(place.precious));
}

TEST_CASE("in a directory of the service user the control socket is made with that user's rights") {
  if (lacks_root()) return;
  const test::CapturedLog quiet;
  const Place place;
  const auto socket = process::open_local(place.run + "/control.sock", service);
  REQUIRE(socket.has_value());
  CHECK(about(place.run + "/control.sock").st_uid == service.user);
  CHECK((about(place.run + "/control.sock").st_mode & 07777) == 0660);
  CHECK(::geteuid() == 0);  // and root goes on as root
  CHECK(::getegid() == 0);
}

TEST_CASE("a link of the service user leads root to no directory of others") {
  if (lacks_root()) return;
  const test::CapturedLog quiet;
  const Place place;
  std::filesystem::create_directory_symlink(place.precious, place.run + "/link");
  SECTION("for the control socket") {
    CHECK(process::open_local(place.run + "/link/control.sock", service).has_error());
    CHECK(std::filesystem::is_empty(place.precious));
  }
  SECTION("for the directory of the control socket") {
    CHECK(process::open_local(place.run + "/new/control.sock", service).has_value());
    CHECK(about(place.run + "/new").st_uid == service.user);
  }
  SECTION("for the state directory") {
    CHECK(process::give_directory(place.run + "/link", service).has_value());
  }
  CHECK(about(place.precious).st_uid == 0);
  CHECK((about(place.precious).st_mode & 0777) == 0755);
}

TEST_CASE("in a directory of root the control socket and its directory are root's") {
  if (lacks_root()) return;
  const test::CapturedLog quiet;
  const Place place;
  const auto socket = process::open_local(place.folder.path() + "/new/control.sock", service);
  REQUIRE(socket.has_value());
  CHECK(about(place.folder.path() + "/new").st_uid == 0);
  CHECK((about(place.folder.path() + "/new/control.sock").st_mode & 07777) == 0660);
}

TEST_CASE("the state directory is made for the service user, or given to it") {
  if (lacks_root()) return;
  const Place place;
  CHECK(process::give_directory(place.folder.path() + "/state", service).has_value());
  CHECK(about(place.folder.path() + "/state").st_uid == service.user);
  CHECK((about(place.folder.path() + "/state").st_mode & 0777) == 0750);
  CHECK(process::give_directory(place.run + "/state", service).has_value());
  CHECK(about(place.run + "/state").st_uid == service.user);
  CHECK(process::give_directory(place.precious, service).has_value());
  CHECK(about(place.precious).st_uid == service.user);
  CHECK(process::give_directory("", service).has_value());
  CHECK(process::give_directory(place.folder.path() + "/a/b", service).has_error());
}

TEST_CASE("a state directory that is a link of root's own is followed") {
  if (lacks_root()) return;
  const Place place;
  std::filesystem::create_directory_symlink(place.precious, place.folder.path() + "/link");
  CHECK(process::give_directory(place.folder.path() + "/link", service).has_value());
  CHECK(about(place.precious).st_uid == service.user);
}
