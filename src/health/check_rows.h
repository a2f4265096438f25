// The settings of http, https and tls checks as rows, and what they are read into. How
// they probe stands in probe/checks.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/row.h"
#include "base/secret.h"
#include "base/settings.h"
#include "health/system_authorities.h"

namespace rota::health {

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

// Without a default the port is required.
constexpr Row port_row(std::string_view fallback, std::string_view example) {
  return {.key = "port",
          .type = ValueType::integer,
          .need = fallback.empty() ? Need::required : Need::optional,
          .range = {1, 65'535},
          .fallback = fallback,
          .example = example,
          .meaning = "Port to connect to."};
}

extern const Group http_group, https_group, tls_group;

// Each reads all that was written and notes what is wrong or unknown.
HttpSettings read_http(Settings& settings);
HttpSettings read_https(Settings& settings);
HttpSettings read_tls(Settings& settings);

}  // namespace rota::health
