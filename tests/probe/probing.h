// Makes checks from settings, and waits on a loop for what they find at servers of
// support/backend.h.
#pragma once

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "config/config.h"
#include "health/check.h"
#include "health/check_kinds.h"
#include "probe/checks/all.h"
#include "probe/context.h"
#include "probe/http_client.h"
#include "support/backend.h"

namespace rota::test {

using Data = decltype(Value::data);

inline const Address loopback = parse_address("127.0.0.1").value();

// {"port", 80}, {"path", "/"}, ... -> a table at "rota.toml:1".
inline Table table_of(std::vector<std::pair<std::string, Data>> entries) {
  const Position at{std::make_shared<const std::string>("rota.toml"), 1, 1};
  Table out;
  for (auto& [key, data] : entries)
    out.push_back({.key = key, .key_at = at, .value = {.at = at, .data = std::move(data)}});
  return out;
}

inline std::int64_t number(std::uint16_t port) { return port; }

struct Made {
  std::shared_ptr<const health::Check> check;
  Mistakes mistakes;
  std::string first() const { return mistakes.all().empty() ? "" : mistakes.all().front().line(); }
};

inline Made make(std::string kind, Table settings) {
  config::Config config;
  auto& check = config.checks.emplace_back();
  check.kind = std::move(kind);
  check.settings = std::move(settings);
  check.at = {std::make_shared<const std::string>("rota.toml"), 1, 1};
  Made out;
  if (const auto read = health::read_checks(config, out.mistakes).front())
    out.check = std::visit([](const auto& each) { return probe::make(each); }, *read);
  return out;
}

struct Probing {
  boost::asio::io_context loop;
  probe::HttpClient http{loop};
  health::ProbeContext context{loop, http};

  // Runs the loop until `done`; a test that waits in vain fails instead of hanging.
  void run_until(const std::function<bool()>& done) {
    const auto limit = std::chrono::steady_clock::now() + seconds(20);
    while (!done() && std::chrono::steady_clock::now() < limit) loop.run_one_for(seconds(1));
    REQUIRE(done());
  }

  health::Outcome ask(const health::Check& check, milliseconds timeout = seconds(10),
                      Address address = loopback) {
    std::optional<health::Outcome> found;
    const auto probe =
        check.start(context, address, timeout, [&](health::Outcome outcome) { found = std::move(outcome); });
    CHECK_FALSE(found);  // never from within start()
    run_until([&] { return found.has_value(); });
    return *found;
  }

  health::Outcome ask(const std::string& kind, Table settings, milliseconds timeout = seconds(10)) {
    const auto made = make(kind, std::move(settings));
    CHECK(made.first().empty());
    REQUIRE(made.check);
    return ask(*made.check, timeout);
  }
};

// A port of loopback that refuses as long as this lives: bound, but not listening.
class ClosedPort {
 public:
  explicit ClosedPort(boost::asio::io_context& loop)
      : socket_(loop, {boost::asio::ip::address_v4::loopback(), 0}) {}
  std::uint16_t port() const { return socket_.local_endpoint().port(); }

 private:
  tcp::socket socket_;
};

}  // namespace rota::test
