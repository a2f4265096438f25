// Every verb, transport and token in one table: who may do what.
#include "control/http/guard.h"

#include <catch2/catch.hpp>

#include "support/temporary_folder.h"

using namespace rota;
using namespace rota::control::http;

namespace {

const std::string token = "abcdefghijklmnopqrstuvwxyz";

Guard guard_with(bool has_token_file, const char* address = "127.0.0.1") {
  Guard out(parse_address(address));
  const test::TemporaryFolder directory;
  if (has_token_file) out.tokens().load(directory.write("tokens", token + "\n"));
  return out;
}

Request over_tcp(std::string host = "127.0.0.1:8053") {
  Request out;
  out.peer = {.is_local = false, .user = {}, .own = "192.0.2.53"};
  out.host = std::move(host);
  return out;
}

Request over_unix() {
  Request out;
  out.peer = {.is_local = true, .user = "alice", .own = {}};
  return out;
}

int status(const Guard& guard, const Request& request, bool changes) {
  const auto refusal = guard.refuse(request, changes);
  return refusal ? refusal->status : 200;
}

int status_of_host(const char* host) { return status(guard_with(false), over_tcp(host), false); }

}  // namespace

TEST_CASE("who may read and who may change, by transport and token") {
  struct Row {
    bool is_local;
    bool has_token_file;
    const char* authorization;
    int reading;
    int changing;
  };
  const std::string good = "Bearer " + token;
  const Row rows[] = {{true, false, "", 200, 200},
                      {true, true, "", 200, 200},
                      {true, true, "Bearer wrong", 200, 200},
                      {false, false, "", 200, 403},
                      {false, false, good.c_str(), 200, 403},
                      {false, true, "", 200, 401},
                      {false, true, "Bearer ", 200, 401},
                      {false, true, "Bearer wrong", 200, 401},
                      {false, true, token.c_str(), 200, 401},
                      {false, true, "Basic YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo=", 200, 401},
                      {false, true, (good.c_str()), 200, 200}};
  for (const Row& row : rows) {
    INFO(row.is_local << row.has_token_file << " '" << row.authorization << "'");
    Request request = row.is_local ? over_unix() : over_tcp();
    request.authorization = row.authorization;
    const Guard guard = guard_with(row.has_token_file);
    CHECK(status(guard, request, false) == row.reading);
    CHECK(status(guard, request, true) == row.changing);
  }
}

TEST_CASE("who changed something is known by name or by the token's place") {
  const Guard guard = guard_with(true);
  CHECK(guard.who(over_unix()) == "alice");
  Request request = over_tcp();
  request.authorization = "Bearer " + token;
  CHECK(guard.who(request) == "token 1");
  request.authorization = "Bearer x";
  CHECK(guard.who(request).empty());
}

TEST_CASE("a missing token is asked for") {
  const auto refusal = guard_with(true).refuse(over_tcp(), true);
  REQUIRE(refusal);
  CHECK(refusal->fields.front().first == "WWW-Authenticate");
}

TEST_CASE("a Host that is not ours is refused, whatever resolves to us") {
  for (const char* host : {"localhost", "LOCALHOST:8053", "127.0.0.1", "127.0.0.1:1", "127.1.2.3", "[::1]",
                           "[::1]:8053", "192.0.2.53:8053"})
    CHECK(status_of_host(host) == 200);
  for (const char* host :
       {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.54", "[::2]",
        "127.0.0.1:x", "localhost:80@evil", "[::1", "[::1]x", "127.0.0.1:8053, evil", "::1", ":80"})
    CHECK(status_of_host(host) == 403);
}

TEST_CASE("the address that was configured is ours too") {
  CHECK(status(guard_with(false, "198.51.100.7"), over_tcp("198.51.100.7:8053"), false) == 200);
  CHECK(status(guard_with(false, "198.51.100.7"), over_tcp("198.51.100.8:8053"), false) == 403);
}

TEST_CASE("a page of another server may not even read") {
  const Guard guard = guard_with(false);
  const auto status_from = [&](const char* origin) {
    Request request = over_tcp();
    request.origin = origin;
    return status(guard, request, false);
  };
  CHECK(status_from("http://127.0.0.1:8053") == 200);
  for (const char* origin : {"", "null", "http://evil.example", "http://127.0.0.1", "http://127.0.0.1:80530",
                             "https://127.0.0.1:8053", "http://127.0.0.1:8053/"})
    CHECK(status_from(origin) == 403);
}
