// A worker: one listener of each kind, each on a thread of its own. Workers share
// nothing but the published snapshot.
#pragma once

#include <memory>
#include <span>
#include <thread>
#include <vector>

#include "base/address.h"
#include "base/result.h"
#include "serve/listener.h"

namespace rota::serve {

class Workers {
 public:
  // Binds the sockets of `count` workers; no thread runs yet.
  static Result<std::unique_ptr<Workers>> bind(std::span<const Endpoint> endpoints, std::size_t count,
                                               Published<snapshot::Snapshot>& source);
  ~Workers();  // stops them

  void start();  // once; call after a snapshot was published
  void stop();   // answers what was read, then ends the threads

  std::uint64_t dropped() const;  // by all listeners together

 private:
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::vector<std::thread> threads_;
};

}  // namespace rota::serve
