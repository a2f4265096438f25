// Octets from a client of the control server, before and after it has shown a token:
// through the reading of requests and the table of routes, as a connection would take
// them, but for the socket.
// Ids: C-06 C-14
#include <algorithm>
#include <map>
#include <utility>

#include "api/routes.h"
#include "base/json.h"
#include "http/guard.h"
#include "http/request_parser.h"
#include "support/require.h"
#include "support/temporary_folder.h"

using namespace rota;
using test::require;
using namespace rota::api;
using Stage = http::RequestParser::Stage;

namespace {

const std::string token = "abcdefghijklmnopqrstuvwxyz";

// All routes over a daemon that serves nothing yet.
struct World {
  World() {
    const test::TemporaryFolder folder;
    guard.tokens().load(folder.write("tokens", "alice read,change " + token + "\n"));
    context.sources.later = [](auto work) { work(); };
    context.sources.edition = [] { return std::uint64_t{0}; };
    context.sources.inspect = [](auto look) { look(nullptr); };
    context.sources.view = [](auto done) { done(nullptr); };
    context.sources.reload = [this](auto who, auto, auto) { changed_by = who; };
  }

  api::Context context{.sources = {}, .events = api::EventFeed({})};
  http::Guard guard{parse_address("127.0.0.1")};
  api::Router router{api::api_routes(context), guard};
  std::string changed_by;
};

void check(const http::Response& response) {
  const std::string head = http::write_head(response, {});
  require(head.find("\r\n\r\n") == head.size() - 4, "a header ends where it ends, whatever was asked");
  for (std::size_t i = 0; i < head.size(); ++i)
    require(head[i] != '\n' || (i > 0 && head[i - 1] == '\r'), "a header has whole lines");
  if (response.status >= 400) require(parse_json(*response.body).has_value(), "an error is JSON");
}

// As a reader would that knows nothing of HTTP but lines: what is accepted has one
// meaning only.
void check_plain(std::string_view head) {
  std::map<std::string, int> seen;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    std::string line(head.substr(0, end));
    head.remove_prefix(std::min(end + 1, head.size()));
    require(head.empty() || line.ends_with('\r'), "a line ends with CR LF");
    require(!line.starts_with(' ') && !line.starts_with('\t'), "no field is folded");
    std::ranges::transform(line, line.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    ++seen[line.substr(0, std::min(line.find(':'), line.size()))];
  }
  require(!seen.contains("transfer-encoding"), "no body comes in chunks");
  for (const char* field : {"host", "origin", "content-length", "authorization", "content-type"})
    require(seen[field] <= 1, "a field that there may be once is there once");
}

// What a connection does with a request that has come this far; false: it ends.
bool serve(World& world, http::RequestParser& parser, const http::Peer& peer) {
  http::Request request = parser.peek();
  request.peer = peer;
  if (const auto refusal = world.router.refuse(request)) {
    check(*refusal);
    return parser.stage() == Stage::whole;
  }
  if (parser.stage() == Stage::body && parser.feed({}) == Stage::failed) return false;
  if (parser.stage() != Stage::whole) return true;
  request = parser.take();
  request.peer = peer;
  require(request.body.size() <= http::most_body, "a body is no larger than allowed");
  const bool may_change = peer.is_local || request.authorization == "Bearer " + token;
  world.changed_by.clear();
  world.router.answer(std::move(request), [](const http::Response& response) { check(response); });
  require(world.changed_by.empty() || may_change, "nothing is changed without a token");
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static World world;
  if (size == 0) return 0;
  const std::string_view octets(reinterpret_cast<const char*>(data) + 1, size - 1);
  const http::Peer peer{.is_local = (*data & 1) != 0, .user = "alice"};
  const std::size_t piece = *data / 2 == 0 ? octets.size() + 1 : *data / 2;
  http::RequestParser parser;
  bool goes_on = true;
  bool is_first = true;  // request: where the others begin is not known
  for (std::size_t at = 0; at < octets.size() && goes_on; at += piece) {
    Stage stage = parser.feed(octets.substr(at, piece));
    while (goes_on && (stage == Stage::body || stage == Stage::whole)) {
      if (std::exchange(is_first, false)) check_plain(octets.substr(0, octets.find("\r\n\r\n")));
      goes_on = serve(world, parser, peer);
      if (parser.stage() == Stage::body) break;  // the rest of it is to come
      stage = parser.stage() == Stage::whole ? parser.next() : parser.stage();
    }
    goes_on = goes_on && parser.stage() != Stage::failed;
  }
  if (parser.stage() == Stage::failed) check(http::error_response(parser.status(), parser.sentence()));
  return 0;
}
