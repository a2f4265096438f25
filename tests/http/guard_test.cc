// Every verb, transport and token in one table: who may do what.
#include "http/guard.h"

#include <catch2/catch.hpp>

#include "support/captured_log.h"
#include "support/temporary_folder.h"

using namespace rota;
using namespace rota::http;

namespace {

const std::string reader = "reader-reader-reader-1";
const std::string changer = "changer-changer-changer";
const std::string both = "both-both-both-both-both";

constexpr const char* loopback = "127.0.0.1";
constexpr const char* outside = "192.0.2.53";

http::Guard guard_of(bool has_token_file, const char* address = loopback, http::Rules rules = {}) {
  http::Guard out(parse_address(address), std::move(rules));
  const test::CapturedLog log;
  const test::TemporaryFolder directory;
  if (has_token_file)
    out.tokens().load(directory.write(
        "tokens", "rita read " + reader + "\ncarl change " + changer + "\nbea read,change " + both + "\n"));
  return out;
}

http::Request over_tcp(std::string host = "127.0.0.1:8053") {
  http::Request out;
  out.host = std::move(host);
  return out;
}

http::Request over_unix() {
  http::Request out;
  out.peer = {.is_local = true, .user = "alice"};
  return out;
}

int status_of(const std::optional<http::Response>& refusal) { return refusal ? refusal->status : 200; }

int status(const http::Guard& guard, const http::Request& request,
           http::Access access = http::Access::reads) {
  return status_of(guard.refuse(request, access));
}

}  // namespace

TEST_CASE("who may read and who may change, by transport, token and its scopes") {
  struct Row {
    bool is_local;
    bool has_token_file;
    std::string authorization;
    int open;
    int reading;           // read = "open"
    int reading_by_token;  // read = "token"
    int changing;
  };
  const Row rows[] = {{true, false, "", 200, 200, 200, 200},
                      {true, true, "", 200, 200, 200, 200},
                      {true, true, "Bearer wrong", 200, 200, 200, 200},
                      {false, false, "", 200, 200, 403, 403},
                      {false, false, "Bearer " + both, 200, 200, 403, 403},
                      {false, true, "", 200, 200, 401, 401},
                      {false, true, "Bearer ", 200, 200, 401, 401},
                      {false, true, "Bearer wrong", 200, 200, 401, 401},
                      {false, true, both, 200, 200, 401, 401},
                      {false, true, "Basic YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo=", 200, 200, 401, 401},
                      {false, true, "Bearer " + reader, 200, 200, 200, 403},
                      {false, true, "Bearer " + changer, 200, 200, 403, 200},
                      {false, true, "Bearer " + both, 200, 200, 200, 200}};
  for (const Row& row : rows)
    for (const char* address : {loopback, outside}) {
      INFO(row.is_local << row.has_token_file << " '" << row.authorization << "' " << address);
      http::Request request = row.is_local ? over_unix() : over_tcp();
      request.authorization = row.authorization;
      const http::Guard guard = guard_of(row.has_token_file, address);
      const http::Guard strict =
          guard_of(row.has_token_file, address, {.hosts = {}, .read_needs_token = true});
      CHECK(status(guard, request, http::Access::open) == row.open);
      CHECK(status(strict, request, http::Access::open) == row.open);
      CHECK(status(guard, request, http::Access::reads) == row.reading);
      CHECK(status(strict, request, http::Access::reads) == row.reading_by_token);
      CHECK(status_of(guard.refuse_without_token(request)) == row.reading_by_token);
      CHECK(status(guard, request, http::Access::changes) == row.changing);
    }
}

TEST_CASE("who changed something is known by name") {
  const http::Guard guard = guard_of(true);
  CHECK(guard.who(over_unix()) == "alice");
  http::Request request = over_tcp();
  request.authorization = "Bearer " + both;
  CHECK(guard.who(request) == "bea");
  request.authorization = "Bearer x";
  CHECK(guard.who(request).empty());
}

TEST_CASE("a missing token is asked for") {
  const auto refusal = guard_of(true).refuse(over_tcp(), http::Access::changes);
  REQUIRE(refusal);
  CHECK(refusal->fields.front().first == "WWW-Authenticate");
}

TEST_CASE("bound to loopback, a Host that is neither a loopback name nor in hosts is refused") {
  const http::Guard guard =
      guard_of(false, loopback, {.hosts = {"Status.example", "proxy.example:8443", "10.0.0.5"}});
  for (const char* host :
       {"localhost", "LOCALHOST:8053", "127.0.0.1", "127.0.0.1:1", "127.1.2.3", "[::1]", "[::1]:8053",
        "status.example", "STATUS.example:443", "proxy.example:8443", "10.0.0.5", "10.0.0.5:8053"}) {
    INFO(host);
    CHECK(status(guard, over_tcp(host)) == 200);
  }
  for (const char* host :
       {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.54", "[::2]",
        "127.0.0.1:x", "localhost:80@evil", "[::1", "[::1]x", "127.0.0.1:8053, evil", "::1", ":80",
        "proxy.example", "proxy.example:80", "status.example.evil", "x.status.example"}) {
    INFO(host);
    CHECK(status(guard, over_tcp(host)) == 403);
    CHECK(status(guard, over_tcp(host), http::Access::open) == 403);
  }
}

TEST_CASE("bound to another address, any Host may read") {
  const http::Guard guard = guard_of(true, outside);
  for (const char* host : {"192.0.2.53:8053", "rota.example:8053", "prometheus-sees-me-as-this", "0.0.0.0"})
    CHECK(status(guard, over_tcp(host)) == 200);
}

TEST_CASE("a page of another server may neither read nor change, wherever we are bound") {
  struct Row {
    const char* host;
    const char* origin;
    bool is_own;
  };
  const Row rows[] = {{"127.0.0.1:8053", "http://127.0.0.1:8053", true},
                      {"127.0.0.1:8053", "https://127.0.0.1:8053", true},  // behind a proxy that speaks TLS
                      {"localhost", "HTTPS://LocalHost", true},
                      {"localhost:443", "https://localhost", true},
                      {"localhost", "http://localhost:80", true},
                      {"127.0.0.1:8053", "https://status.example", true},  // in hosts
                      {"127.0.0.1:8053", "https://status.example:8443", true},
                      {"127.0.0.1:8053", "", false},
                      {"127.0.0.1:8053", "null", false},
                      {"127.0.0.1:8053", "http://evil.example", false},
                      {"127.0.0.1:8053", "http://127.0.0.1", false},
                      {"127.0.0.1:8053", "http://127.0.0.1:80530", false},
                      {"127.0.0.1:8053", "http://127.0.0.1:8053/", false},
                      {"127.0.0.1:8053", "ftp://127.0.0.1:8053", false},
                      {"localhost:443", "http://localhost", false},
                      {"127.0.0.1:8053", "https://status.example.evil", false}};
  for (const Row& row : rows)
    for (const char* address : {loopback, outside}) {
      INFO(row.host << " from " << row.origin);
      const http::Guard guard = guard_of(true, address, {.hosts = {"status.example"}});
      http::Request request = over_tcp(row.host);
      request.origin = row.origin;
      request.authorization = "Bearer " + both;
      CHECK(status(guard, request) == (row.is_own ? 200 : 403));
      CHECK(status(guard, request, http::Access::changes) == (row.is_own ? 200 : 403));
    }
}

TEST_CASE("a reload changes which names are known") {
  http::Guard guard = guard_of(false);
  CHECK(status(guard, over_tcp("status.example")) == 403);
  guard.set({.hosts = {"status.example"}, .read_needs_token = true});
  CHECK(status(guard, over_tcp("status.example"), http::Access::open) == 200);
  CHECK(status(guard, over_tcp("status.example")) == 403);  // no token is known
}

TEST_CASE("whose token is shown is known whatever its scopes") {
  const http::Guard guard = guard_of(true);
  http::Request request = over_tcp();
  CHECK(status_of(guard.refuse_unknown(request)) == 401);
  CHECK(guard.token_of(request) == nullptr);
  request.authorization = "Bearer nobody-nobody-nobody-no";
  CHECK(status_of(guard.refuse_unknown(request)) == 401);
  for (const auto& [secret, name] : {std::pair{reader, "rita"}, {changer, "carl"}, {both, "bea"}}) {
    request.authorization = "Bearer " + secret;
    CHECK(status_of(guard.refuse_unknown(request)) == 200);
    REQUIRE(guard.token_of(request) != nullptr);
    CHECK(guard.token_of(request)->name == name);
  }
  CHECK(status_of(guard_of(false).refuse_unknown(request)) == 403);
}
