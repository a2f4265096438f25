#include "serve/worker.h"

#include <sys/socket.h>

#include <algorithm>
#include <optional>

#include "base/clock.h"
#include "base/guard.h"
#include "serve/detour.h"

namespace rota::serve {

namespace {

// For those who were about to connect when newcomers were sent elsewhere.
constexpr seconds last_handshakes{1};

std::uint64_t identity(int socket) {
  std::uint64_t out = 0;
  socklen_t size = sizeof out;
  ::getsockopt(socket, SOL_SOCKET, SO_COOKIE, &out, &size);
  return out;
}

// Each once, however many workers share it.
std::vector<NamedSocket> sockets_of(const ListenerThreads& threads) {
  std::vector<NamedSocket> out;
  std::set<std::uint64_t> seen;
  for (const auto& listener : threads.listeners())
    for (NamedSocket& socket : listener->sockets())
      if (seen.insert(identity(socket.descriptor)).second) out.push_back(std::move(socket));
  return out;
}

std::vector<Endpoint> endpoints_left(const Inherited& inherited, std::string_view kind) {
  std::vector<Endpoint> out;
  for (const std::string& address : inherited.addresses(kind))
    if (const auto endpoint = parse_endpoint(address)) out.push_back(*endpoint);
  return out;
}

}  // namespace

void ListenerThreads::start() {
  for (const auto& listener : listeners_) threads_.emplace_back([raw = listener.get()] { raw->run(); });
}

void ListenerThreads::stop() {
  for (const auto& listener : listeners_) listener->stop();
  join();
}

void ListenerThreads::leave() {
  for (const auto& listener : listeners_) listener->leave();
  join();
}

void ListenerThreads::dismiss() {
  stop();
  listeners_.clear();
}

void ListenerThreads::join() {
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

std::size_t Workers::needed(std::span<const Endpoint> endpoints, std::size_t wanted,
                            const Inherited& inherited) {
  for (const Endpoint& endpoint : endpoints)
    for (const ListenerKind& kind : all_listeners())
      wanted = std::max(wanted, inherited.held(kind.name, endpoint.text()));
  return wanted;
}

void Workers::hold(std::span<const Endpoint> endpoints, const Inherited& inherited) {
  for (const Endpoint& endpoint : endpoints)
    for (const ListenerKind& kind : all_listeners())
      if (inherited.held(kind.name, endpoint.text()) > 0) held_.emplace(kind.name, endpoint.text());
}

Result<std::unique_ptr<Workers>> Workers::bind(std::span<const Endpoint> endpoints, std::size_t count,
                                               Published<snapshot::Snapshot>& source,
                                               stats::AllCounters& all_counters, Inherited* inherited) {
  auto out = std::make_unique<Workers>();
  out->all_counters_ = &all_counters;
  if (inherited != nullptr) out->hold(endpoints, *inherited);
  for (std::size_t i = 0; i < count; ++i)
    for (const ListenerKind& kind : all_listeners()) {
      auto listener = kind.make(endpoints, source, all_counters, inherited, &out->rates_);
      if (!listener) return listener.error();
      out->staff_.add(std::move(*listener));
    }
  if (inherited == nullptr) return out;
  for (const ListenerKind& kind : all_listeners())
    for (auto left = endpoints_left(*inherited, kind.name); !left.empty();
         left = endpoints_left(*inherited, kind.name)) {
      auto listener = kind.make(left, source, all_counters, inherited, &out->rates_);
      if (!listener) return listener.error();
      out->surplus_.add(std::move(*listener));
      out->has_surplus_ = true;
    }
  return out;
}

std::uint64_t Workers::dropped() const {
  std::uint64_t out = 0;
  for (const auto& listener : staff_.listeners()) out += listener->dropped();
  return out;
}

stats::Traffic Workers::traffic() const {
  stats::Traffic out = stats::read_traffic(*all_counters_);
  out.kernel_drops = dropped();
  return out;
}

Workers::~Workers() { stop(); }

void Workers::start() {
  staff_.start();
  surplus_.start();
}

void Workers::stop() {
  if (farewell_.joinable()) farewell_.join();
  staff_.stop();
  surplus_.stop();
}

void Workers::leave() {
  if (farewell_.joinable()) farewell_.join();
  staff_.leave();
  surplus_.leave();
}

Result<std::vector<NamedSocket>> Workers::sockets() const {
  if (has_surplus_) return Error{"sockets that are needed no more are still being closed: try again soon"};
  auto out = sockets_of(staff_);
  for (NamedSocket& socket : out) socket.is_held = held_.contains({socket.kind, socket.address});
  return out;
}

void Workers::give_up_surplus() {
  if (!has_surplus_) return;
  farewell_ = std::thread([this] {
    std::optional<Detour> detour;  // until the surplus is gone
    guarded("sending newcomers elsewhere", [&] {
      detour.emplace(sockets_of(staff_));
      std::this_thread::sleep_for(last_handshakes);
    });
    surplus_.dismiss();
    has_surplus_ = false;
  });
}

}  // namespace rota::serve
