// A worker: one listener of each kind that is listened by, each on a thread of its own. Workers share
// nothing but the published snapshot.
#pragma once

#include <atomic>
#include <memory>
#include <set>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "base/inherited.h"
#include "base/result.h"
#include "serve/listener.h"
#include "stats/traffic.h"

namespace rota::serve {

// Listeners, each running on a thread of its own.
class ListenerThreads {
 public:
  ~ListenerThreads() { stop(); }

  void add(std::unique_ptr<Listener> listener) { listeners_.push_back(std::move(listener)); }
  const std::vector<std::unique_ptr<Listener>>& listeners() const { return listeners_; }
  void start();
  void stop();
  void leave();
  void dismiss();  // stops them and closes their sockets

 private:
  void join();

  std::vector<std::unique_ptr<Listener>> listeners_;
  std::vector<std::thread> threads_;
};

class Workers {
 public:
  // How many workers there must be for all sockets that the service manager holds to be
  // read from; at least `wanted`.
  static std::size_t needed(std::span<const ListenPoint> points, std::size_t wanted,
                            const Inherited& inherited);

  // Takes the sockets of `count` workers from those inherited, if any, and binds what
  // is missing; no thread runs yet. What else was inherited gets listeners of its own
  // until give_up_surplus(). Their counters are added here.
  static Result<std::unique_ptr<Workers>> bind(std::span<const ListenPoint> points, std::size_t count,
                                               Published<snapshot::Snapshot>& source,
                                               stats::AllCounters& all_counters,
                                               Inherited* inherited = nullptr);
  ~Workers();  // stops them

  void start();  // once; call after a snapshot was published
  void stop();   // answers what was read, then ends the threads
  void leave();  // the same where another process goes on, see Listener::leave()

  // All of them, each once, in the order to hand them on. An error while a surplus is there.
  Result<std::vector<NamedSocket>> sockets() const;

  // Closes what was inherited beyond the configuration, and no query is lost. Call
  // once, when nobody else has these sockets any more. Returns at once.
  void give_up_surplus();

  std::uint64_t dropped() const;   // by the kernel, of all listeners together
  stats::Traffic traffic() const;  // any thread

 private:
  const stats::AllCounters* all_counters_ = nullptr;
  RateTable rates_;
  std::set<SocketName> held_;
  ListenerThreads staff_;
  ListenerThreads surplus_;
  std::atomic<bool> has_surplus_{false};
  std::thread farewell_;  // of the surplus
};

}  // namespace rota::serve
