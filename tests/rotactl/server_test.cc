#include "rotactl/server.h"

#include <catch2/catch.hpp>
#include <map>

#include "support/temporary_folder.h"

using namespace rota;
using namespace rota::rotactl;

namespace {

// The token that is shown; "" when the file will not do.
std::string token_of(const std::string& text) {
  const test::TemporaryFolder folder;
  const auto server = choose_server(
      {.socket = "", .http = "127.0.0.1:8053", .token_file = folder.write("token", text), .config = ""});
  return server ? server->token : "";
}

}  // namespace

TEST_CASE("a token is a secret alone, or a line of the server's token file") {
  CHECK(token_of("0123456789-0123456789-01\n") == "0123456789-0123456789-01");
  CHECK(token_of("# mine\n\n  alice\tread,change  0123456789-0123456789-01 \r\nbob read other\n") ==
        "0123456789-0123456789-01");
  CHECK(token_of("# none\n \n").empty());
  CHECK(token_of("alice read secr\x01t\n").empty());
}

TEST_CASE("the environment stands in for options that name no daemon") {
  const auto with = [](std::map<std::string, std::string> set, const ServerOptions& options) {
    return with_environment(options, [&](const char* name) { return set[name]; });
  };
  CHECK(with({{"ROTACTL_SOCKET", "/s"}, {"ROTA_CONFIG", "/c"}}, {}).socket == "/s");
  CHECK(with({{"ROTACTL_SOCKET", "/s"}, {"ROTA_CONFIG", "/c"}}, {}).config.empty());
  CHECK(with({{"ROTA_CONFIG", "/c"}}, {}).config == "/c");
  const auto named = with({{"ROTACTL_SOCKET", "/s"}, {"ROTACTL_TOKEN_FILE", "/t"}}, {.http = "127.0.0.1:1"});
  CHECK(named.socket.empty());
  CHECK(named.token_file == "/t");
  CHECK(with({{"ROTACTL_TOKEN_FILE", "/t"}}, {}).token_file.empty());  // no token goes over a socket
}
