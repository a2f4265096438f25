// What an operator's files say, validated: plain structs, no behaviour. Options
// of a policy or a check are carried untouched in a Table; their owner reads them.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "base/mistakes.h"
#include "base/prefix.h"
#include "base/value.h"
#include "base/wall_time.h"
#include "dns/cookie.h"
#include "dns/edns.h"
#include "dns/name.h"
#include "dns/types.h"
#include "zonefile/records.h"

namespace rota::config {

// What query threads go by beyond zones and pools: a reload changes it.
struct CookieConfig {
  bool enabled = true;
  bool required = false;                     // of clients that send one at all
  std::vector<dns::CookieSecret> secrets{};  // the first makes them; none = one that rota makes for itself
};

// Of responses over UDP, a second and address; 0 = off. As snapshot/rate_limit.h.
struct RateLimitConfig {
  std::uint32_t responses = 0;
  std::optional<std::uint32_t> negative{};  // as responses
  std::optional<std::uint32_t> burst{};     // 2.5 times as many
  std::uint32_t slip = 1;
  bool only_count = false;
  std::vector<Prefix> exempt{};
};

inline std::uint32_t default_burst(std::uint32_t responses) { return responses * 5 / 2 + 1; }

struct ServiceConfig {
  std::vector<std::uint8_t> nsid{};  // empty = told to nobody
  std::string version{};             // told to who asks for version.bind; "" = nobody
  std::string identity{};            // the same for hostname.bind and id.server
  std::uint16_t udp_without_cookie = dns::udp_limit;
  CookieConfig cookies{};
  RateLimitConfig rate_limit{};
  std::optional<std::vector<Prefix>> allow_query{};  // nothing: everybody may
};

// Where it answers. What the kinds are, and which keys each has, is known to serve/listener.h.
struct ListenConfig {
  Endpoint endpoint;
  std::optional<std::string> kind{};  // "udp"; nothing: all that are usual
  Table options{};                    // the kind's own keys
  Position at{};                      // of the address
  Position kind_at{};
};

struct ServerConfig {
  std::vector<ListenConfig> listen{};   // at least one
  bool listen_given = false;            // by the operator: then all of it must work
  std::size_t workers = 0;              // 0 = one per core
  std::string user = "rota";            // "" = do not drop
  bool user_given = false;              // by the operator
  std::string state = "/var/lib/rota";  // "" = keep nothing
  bool sandbox = true;                  // only the system calls that are needed
  LogLevel log = LogLevel::info;
  LogFormat log_format = LogFormat::text;
  bool partial_reload = false;  // a zone with errors does not keep a reload from the others
  ServiceConfig service{};
};

struct ControlConfig {
  std::string socket = "/run/rota/control.sock";  // "" = none
  std::string http = "127.0.0.1:8053";            // "" = none
  std::string token_file{};                       // "" = nobody may change anything over TCP
  std::vector<std::string> hosts{};               // names that a Host field may have besides our own
  bool read_needs_token = false;                  // over TCP
  bool socket_given = false;                      // by the operator: then it must work
  bool http_given = false;
};

struct Timing {
  milliseconds interval{5000};
  milliseconds fast_interval{1000};  // while in doubt; from the start of a probe
  milliseconds timeout{2000};
  double jitter = 0.1;  // fraction of the interval
  int rise = 2;
  int fall = 3;
  milliseconds hold_down{0};  // for whoever goes down again and again; 0 = never held

  bool operator==(const Timing&) const = default;
};

enum class Start : std::uint8_t { last, probe, up, down };

struct CheckConfig {
  std::string name;  // what people read: "web", or "pool lb.example:web" for an inline one
  std::string kind;  // "http"
  Table settings;    // the kind's own options, common keys taken out; sealed
  Timing timing;
  Start start = Start::last;
  Position at;
};

enum class Admin : std::uint8_t { automatic, up, down, drain, maint };

struct MemberConfig {
  std::string name;
  std::optional<Address> v4;  // address pools
  std::optional<Address> v6;
  dns::Name target;  // CNAME and SRV pools
  std::uint16_t port = 0;
  std::uint16_t priority = 0;
  std::optional<Address> connect;  // what a check of a member with a target probes
  std::uint32_t weight = 1;        // 0 = only when no other member is fit
  bool weight_given = false;
  Admin admin = Admin::automatic;
  std::vector<std::string> tags{};  // by which operators select members
  Position at;
};

// One name that answers from a pool.
struct PoolName {
  dns::Name owner;  // absolute, lower-cased; may be a wildcard
  std::vector<dns::Type> types;
  Position at;
};

struct Ttl {
  std::uint32_t max = 30;  // seconds, while all is steady
  std::uint32_t min = 5;   // while anything is in doubt
};

enum class PoolKind : std::uint8_t { address, cname, srv };
enum class AllDown : std::uint8_t { all, fallback, last_good, servfail, nodata };

// No more of a pool than this leaves the answers within `per`; one always may.
struct Brake {
  double share = 1;  // of its members; 1 = no brake
  milliseconds per{10000};
};

struct PoolConfig {
  std::string name;
  ZoneId zone;
  PoolKind kind = PoolKind::address;
  std::string policy = "round_robin";
  Table options;  // the policy's own, common keys taken out
  std::optional<std::uint32_t> answers;
  Ttl ttl;
  std::vector<CheckId> checks;  // all must pass; none = always up
  bool canary = false;          // while none of its members is heard, this node is blind
  Brake brake;
  AllDown all_down = AllDown::all;
  std::optional<PoolId> fallback;            // never itself
  IdVector<MemberId, MemberConfig> members;  // in the order of the file; at least one
  std::vector<PoolName> names;
  Position at;         // of the [pool.x] key
  Position policy_at;  // of its policy, or of the pool
};

struct ZoneConfig {
  dns::Name apex;  // lower-cased
  // Null in a broken zone, and once the bake has taken it.
  std::shared_ptr<const zonefile::ZoneRecords> records;
  Position at;
  std::optional<std::vector<Prefix>> allow_query{};  // nothing: as the server
  // When this was loaded, where the zone's files have errors now and it is kept as it was.
  std::optional<WallTime> kept_from{};
};

struct Config {
  ServerConfig server;
  ControlConfig control;
  IdVector<CheckId, CheckConfig> checks;
  IdVector<ZoneId, ZoneConfig> zones;
  IdVector<PoolId, PoolConfig> pools;
};

}  // namespace rota::config
