// What a backend says to a probe, however hostile: over a real connection, in pieces,
// through curl. The probe ends with a verdict on the backend, and in good time.
// Ids: C-44
#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <optional>
#include <string>

#include "dns/name.h"
#include "probe/http_client.h"
#include "support/backend.h"
#include "support/require.h"

using namespace rota;
using test::require;

namespace {

// Says its piece by piece once it was asked, and closes.
class Backend {
 public:
  explicit Backend(boost::asio::io_context& loop)
      : server_(loop, [this](const test::Server::Connection& connection) { listen(connection); }) {}

  std::uint16_t port() const { return server_.port(); }

  std::string reply;
  std::size_t piece = 1;

 private:
  void listen(const test::Server::Connection& connection) {
    connection->set_option(test::tcp::no_delay(true));
    const auto asked = std::make_shared<boost::asio::streambuf>();
    boost::asio::async_read_until(*connection, *asked, "\r\n\r\n",
                                  [this, connection, asked](test::ErrorCode error, std::size_t) {
                                    if (!error)
                                      say(connection, std::make_shared<const std::string>(reply), 0);
                                  });
  }

  void say(const test::Server::Connection& connection, const std::shared_ptr<const std::string>& all,
           std::size_t at) {
    if (at >= all->size()) return;  // nobody holds it now
    const std::size_t size = std::min(piece, all->size() - at);
    boost::asio::async_write(*connection, boost::asio::buffer(all->data() + at, size),
                             [this, connection, all, next = at + size](test::ErrorCode error, std::size_t) {
                               if (!error) say(connection, all, next);
                             });
  }

  test::Server server_;
};

struct World {
  boost::asio::io_context loop;
  probe::HttpClient http{loop};
  Backend backend{loop};

  probe::HttpReply ask(probe::HttpRequest request) {
    std::optional<probe::HttpReply> found;
    const auto probe = http.start(std::move(request), parse_address("127.0.0.1").value(), seconds(5),
                                  [&](probe::HttpReply reply) { found = std::move(reply); });
    while (!found) loop.run_one();
    return std::move(*found);
  }
};

// As an http check makes it of `head`, `reuse` and `body` of its settings.
probe::HttpRequest request_of(std::uint8_t bits, std::uint16_t port) {
  probe::HttpRequest out{.port = port};
  if ((bits & 1) != 0) out.method = (bits & 8) != 0 ? "OPTIONS" : "HEAD";
  out.reuse = (bits & 2) != 0;
  if ((bits & 5) == 4) out.until = Secret("ok");
  out.most_body = out.until.empty() && !out.reuse ? 0 : 64;
  return out;
}

bool is_printable(char octet) { return octet >= ' ' && octet != 0x7f; }

// In letters of any case, as curl takes it.
bool begins_as_http(std::string_view said) {
  constexpr std::string_view http = "http/";
  return said.size() > http.size() &&
         std::ranges::equal(said.substr(0, http.size()), http,
                            [](std::uint8_t a, std::uint8_t b) { return dns::lower(a) == b; });
}

void check(const probe::HttpReply& reply, const probe::HttpRequest& request, const std::string& said) {
  const health::Outcome& outcome = reply.outcome;
  require(outcome.finding != health::Finding::inconclusive, "what a backend says is never our own trouble");
  require(!outcome.timed_out, "a reply that ends is judged when it ends");
  require(std::ranges::all_of(outcome.reason, is_printable), "a reason can be shown and logged");
  require(reply.body.size() <= request.most_body, "no more is kept than asked for");
  const bool is_pass = outcome.finding == health::Finding::pass;
  require(is_pass || !outcome.reason.empty(), "a failure has a reason");
  require(!is_pass || begins_as_http(said), "only what begins as HTTP passes");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static World world;
  if (size < 2) return 0;
  world.backend.piece = data[1] == 0 ? size : data[1];
  world.backend.reply.assign(data + 2, data + size);
  const probe::HttpRequest request = request_of(data[0], world.backend.port());
  check(world.ask(request), request, world.backend.reply);
  world.loop.poll();  // the backend closes
  return 0;
}
