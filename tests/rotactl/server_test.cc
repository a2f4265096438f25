#include "rotactl/server.h"

#include <catch2/catch.hpp>

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
