#include "daemon/control_sockets.h"

#include <sys/socket.h>

#include <catch2/catch.hpp>

#include "support/captured_log.h"
#include "support/temporary_folder.h"

using namespace rota;
using daemon::open_control_sockets;
using process::open_tcp;

TEST_CASE("a socket that was asked for must open, one that is there by default may stay shut") {
  const test::TemporaryFolder folder;
  const auto taken = open_tcp(*parse_endpoint("127.0.0.1:0"));
  REQUIRE(taken.has_value());
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  REQUIRE(::getsockname(taken->descriptor(), reinterpret_cast<sockaddr*>(&bound), &size) == 0);
  config::ControlConfig control;
  control.socket = folder.path() + "/a/b/control.sock";
  control.http = from_sockaddr(bound)->text();
  const test::CapturedLog log;
  const auto by_default = open_control_sockets(control, {});
  REQUIRE(by_default.has_value());
  CHECK(by_default->empty());
  CHECK(log.text().find("cannot listen on http://" + control.http) != std::string::npos);
  control.socket_given = true;
  CHECK_FALSE(open_control_sockets(control, {}).has_value());
  control.socket.clear();
  CHECK(open_control_sockets(control, {}).has_value());
  control.http_given = true;
  CHECK_FALSE(open_control_sockets(control, {}).has_value());
}
