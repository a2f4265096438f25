#include "rotactl/client.h"

#include <algorithm>
#include <array>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <optional>

namespace rota::rotactl {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

constexpr std::uint64_t longest_answer = std::uint64_t{1} << 30U;
constexpr std::chrono::seconds silence{15};
constexpr std::chrono::milliseconds glance{50};

Failure unreachable(const Server& server, const error_code& why) {
  const std::string who = server.text();
  std::string text;
  if (why == boost::system::errc::no_such_file_or_directory) {
    text = "no daemon: there is no socket " + who;
  } else if (why == boost::system::errc::connection_refused) {
    text = "no daemon: nobody listens on " + who;
  } else if (why == boost::system::errc::permission_denied) {
    return {Exit::no_daemon, "not allowed to use " + who + ": become root or a member of the group rota"};
  } else {
    text = "no daemon at " + who + ": " + why.message();
  }
  return {Exit::no_daemon,
          text + "; is rotad running (systemctl status rota)? --socket, --http or --config name another"};
}

// One request and its answer. Asynchronous inside, since only then Beast knows
// time limits; each step is waited for.
class Exchange {
 public:
  Exchange(const Server& server, const Patience& patience) : server_(server), patience_(patience) {}

  Expected<void> send(http::request<http::string_body> request) {
    stream_.expires_after(std::chrono::seconds(10));
    if (const auto failed = complete([&](auto done) { stream_.async_connect(endpoint(), done); }))
      return unreachable(server_, failed);
    request.set(http::field::host, server_.socket.empty() ? server_.http.text() : "localhost");
    request.set(http::field::user_agent, "rotactl");
    if (!server_.token.empty()) request.set(http::field::authorization, "Bearer " + server_.token);
    request.keep_alive(false);
    request.prepare_payload();
    if (const auto failed = complete([&](auto done) { http::async_write(stream_, request, done); }))
      return broken(failed);
    return {};
  }

  Expected<Reply> receive() {
    http::response_parser<http::string_body> parser;
    parser.body_limit(longest_answer);
    patience_.most.count() == 0 ? stream_.expires_never() : stream_.expires_after(patience_.most);
    if (const auto failed = complete([&](auto done) { http::async_read(stream_, buffer_, parser, done); }))
      return broken(failed);
    const unsigned status = parser.get().result_int();
    return Reply{status, std::move(parser.get().body()), lacks_token(status)};
  }

  Expected<void> receive_pieces(const std::function<bool(std::string_view)>& take) {
    http::response_parser<http::buffer_body> parser;
    parser.body_limit(boost::none);
    Reply refused;
    std::array<char, 65536> piece{};
    while (!parser.is_done()) {
      auto& body = parser.get().body();
      body.data = piece.data();
      body.size = piece.size();
      stream_.expires_after(silence);
      auto failed = complete([&](auto done) { http::async_read_some(stream_, buffer_, parser, done); });
      if (failed == http::error::need_buffer) failed = {};
      if (failed) return broken(failed);
      const std::string_view came(piece.data(), piece.size() - body.size);
      refused.status = parser.is_header_done() ? parser.get().result_int() : 200;
      refused.lacks_token = lacks_token(refused.status);
      if (refused.status != 200) refused.body += came.substr(0, 4096);
      if (refused.status == 200 && !came.empty() && !take(came)) return {};
    }
    if (refused.status != 200) return refusal(refused);
    return {};
  }

 private:
  asio::generic::stream_protocol::endpoint endpoint() const {
    if (!server_.socket.empty()) return asio::local::stream_protocol::endpoint(server_.socket);
    error_code never;  // it is an address
    return asio::ip::tcp::endpoint(asio::ip::make_address(server_.http.address.text(), never),
                                   server_.http.port);
  }

  bool lacks_token(unsigned status) const {
    return (status == 401 || status == 403) && server_.socket.empty() && server_.token.empty();
  }

  Failure broken(const error_code& why) const {
    if (why == beast::error::timeout)
      return failed("the daemon at " + server_.text() + " gave no answer in time");
    return failed("the daemon at " + server_.text() + " broke off: " + why.message());
  }

  // Starts something and waits for its end, counting the seconds.
  template <class Start>
  error_code complete(const Start& start) {
    std::optional<error_code> result;
    start([&result](const error_code& failed, auto&&...) { result = failed; });
    loop_.restart();
    while (!result) {
      loop_.run_for(patience_.is_wanted ? glance : std::chrono::seconds(1));
      if (result) break;
      if (patience_.on_second) patience_.on_second(++waited_);
      if (patience_.is_wanted && !patience_.is_wanted()) stream_.cancel();
    }
    return *result;
  }

  const Server& server_;
  const Patience& patience_;
  std::chrono::seconds waited_{0};
  asio::io_context loop_{1};
  beast::basic_stream<asio::generic::stream_protocol> stream_{loop_};
  beast::flat_buffer buffer_;
};

}  // namespace

Expected<Reply> Client::request(std::string_view method, const std::string& path, const std::string& body,
                                const Patience& patience) const {
  http::request<http::string_body> request{http::string_to_verb(method), path, 11, body};
  if (!body.empty()) request.set(http::field::content_type, "application/json");
  Exchange exchange(server_, patience);
  if (const auto sent = exchange.send(std::move(request)); !sent) return sent.error();
  return exchange.receive();
}

Expected<std::string> Client::fetch(const std::string& path) const {
  auto reply = request("GET", path);
  if (!reply) return reply.error();
  if (reply->status != 200) return refusal(*reply);
  return std::move(reply->body);
}

Expected<json::value> Client::get(const std::string& path) const {
  const auto body = fetch(path);
  if (!body) return body.error();
  return read_json(*body);
}

Expected<void> Client::stream(const std::string& path, const std::string& resume,
                              const std::function<bool(std::string_view)>& take,
                              const Patience& patience) const {
  http::request<http::string_body> request{http::verb::get, path, 11};
  if (!resume.empty()) request.set("Last-Event-ID", resume);
  Exchange exchange(server_, patience);
  if (const auto sent = exchange.send(std::move(request)); !sent) return sent.error();
  return exchange.receive_pieces(take);
}

Failure refusal(const Reply& reply) {
  const auto body = read_json(reply.body);
  std::string sentence = body ? text(*body, "error") : "";
  if (sentence.empty()) sentence = "the daemon refused, with HTTP status " + std::to_string(reply.status);
  if (reply.lacks_token) sentence += "; name a file with a token: --token-file FILE";
  return failed(sentence);
}

Expected<json::value> read_json(std::string_view text) {
  auto out = parse_json(text);
  if (!out) return failed("the daemon's answer is " + out.error().text);
  return std::move(*out);
}

std::string percent_encoded(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  static constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string out;
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (plain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      (out += '%') += {digits[octet >> 4U], digits[octet & 15U]};
    }
  }
  return out;
}

}  // namespace rota::rotactl
