// A listener receives requests of one transport on all addresses that are listened on
// by it, calls the Answerer, and sends. Each runs on a thread of its own with sockets of
// its own. There is one kind for each transport: a file in listeners/ and a row of
// listeners/listeners.def. Whatever tells transports apart goes by that row: `kind` and the
// options of [[listen]], paths of counters, labels of metrics, names of sockets that are
// handed on, documents.
#pragma once

#include <any>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/inherited.h"
#include "base/published.h"
#include "base/result.h"
#include "base/row.h"
#include "base/settings.h"
#include "serve/rate_table.h"
#include "serve/transport.h"
#include "snapshot/snapshot.h"
#include "stats/counters.h"

namespace rota::serve {

class Listener {
 public:
  virtual ~Listener() = default;

  virtual void run() = 0;            // until stop(); answers what was read by then
  virtual void stop() noexcept = 0;  // any thread

  // The same when another process goes on with the same sockets: what waits in them is
  // that one's to answer, and who is connected may finish, some seconds at most.
  virtual void leave() noexcept = 0;  // any thread

  // Those it receives on, in the order of its endpoints; they stay its own.
  virtual std::vector<NamedSocket> sockets() const = 0;

  // Requests that the kernel threw away since the start because they came faster than
  // they were read. Any thread.
  virtual std::uint64_t dropped() const { return 0; }
};

// What a kind's `read` made of its keys, for its `make` alone; empty: the defaults.
using ListenerOptions = std::any;

struct ListenerKind;

// Where is listened, and how.
struct ListenPoint {
  const ListenerKind* kind = nullptr;
  Endpoint endpoint;
  ListenerOptions options{};
};

// What listeners work with; all of it must outlive them.
struct Serving {
  Published<snapshot::Snapshot>& source;
  stats::AllCounters& all_counters;
  Inherited* inherited = nullptr;  // sockets are taken from here first
  RateTable* rates = nullptr;      // limits nobody without
};

// One row of the list: what rota knows of a transport.
struct ListenerKind {
  std::string_view name;  // in `kind` of [[listen]], and wherever it is named: "udp"
  Transport transport;
  int socket_type = 0;             // of its sockets in the kernel: SOCK_DGRAM
  bool is_usual = false;           // an address without a `kind` is listened on by this one too
  const Group* options = nullptr;  // keys of its own in [[listen]]; null: none
  ListenerOptions (*read)(Settings& options) = nullptr;  // mistakes go where the options' go; null: none
  // On these points, all of this kind. Takes sockets that were inherited, and binds what is missing at
  // once, while the process may still be root. Adds its counters.
  Result<std::unique_ptr<Listener>> (*make)(std::span<const ListenPoint>, const Serving&) = nullptr;
};

std::span<const ListenerKind* const> all_listeners();
const ListenerKind* find_listener(std::string_view name);  // null: there is none of that name

std::vector<SocketKind> socket_kinds();                        // of all of them
stats::Path path_of(const ListenerKind& kind, Family family);  // where requests are counted
std::vector<std::string_view> listener_names();

// These endpoints by all kinds that are usual.
std::vector<ListenPoint> usual_points(std::span<const Endpoint> endpoints);

// "UDP", for people.
std::string capital_name(const ListenerKind& kind);

}  // namespace rota::serve
