// The settings of each kind of check as rows, and what they are read into. How a kind
// probes stands in probe/checks.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/row.h"
#include "base/secret.h"
#include "base/settings.h"
#include "health/system_authorities.h"

namespace rota::health {

// One for each kind, named as it; they hold the common keys of checks as well.
std::span<const Group* const> check_groups();

struct TcpSettings {
  std::uint16_t port = 0;
  Secret send{};
  Secret expect{};
};

struct StatusRange {
  int first = 0;
  int last = 0;
};
using Statuses = std::vector<StatusRange>;

// Of `http`, `https` and `tls`; each has the keys of its group.
struct HttpSettings {
  std::uint16_t port = 0;
  std::string host{};  // "" = the address
  Secret path{"/"};
  std::string method = "GET";
  std::vector<Secret> headers{};  // "Name: value", as curl takes them
  Statuses expect{{200, 399}};
  Secret body{};
  bool verify = true;
  std::string ca_file{};  // as it was written; "" = those of the system
  bool reuse = false;
  bool tls = false;
  bool handshake_only = false;  // `tls`: nothing is asked
  // Whom to trust: these, as PEM text, or else those of the system.
  std::shared_ptr<std::string> authorities{};
  std::shared_ptr<AuthorityStore> system_authorities{};
};

constexpr std::size_t most_reply = 64U << 10U;  // octets of a reply that a check looks at

// Each reads all that was written and notes what is wrong or unknown.
TcpSettings read_tcp(Settings& settings);
HttpSettings read_http(Settings& settings);
HttpSettings read_https(Settings& settings);
HttpSettings read_tls(Settings& settings);

}  // namespace rota::health
