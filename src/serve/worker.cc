#include "serve/worker.h"

namespace rota::serve {

Result<std::unique_ptr<Workers>> Workers::bind(std::span<const Endpoint> endpoints, std::size_t count,
                                               Published<snapshot::Snapshot>& source) {
  auto out = std::make_unique<Workers>();
  for (std::size_t i = 0; i < count; ++i)
    for (const ListenerKind& kind : all_listeners()) {
      auto listener = kind.make(endpoints, source);
      if (!listener) return listener.error();
      out->listeners_.push_back(std::move(*listener));
    }
  return out;
}

std::uint64_t Workers::dropped() const {
  std::uint64_t out = 0;
  for (const auto& listener : listeners_) out += listener->dropped();
  return out;
}

Workers::~Workers() { stop(); }

void Workers::start() {
  for (const auto& listener : listeners_) threads_.emplace_back([raw = listener.get()] { raw->run(); });
}

void Workers::stop() {
  for (const auto& listener : listeners_) listener->stop();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace rota::serve
