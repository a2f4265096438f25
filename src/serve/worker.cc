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

std::vector<ListenPoint> points_left(const Inherited& inherited, const ListenerKind& kind) {
  std::vector<ListenPoint> out;
  for (const std::string& address : inherited.addresses(kind.name))
    if (const auto endpoint = parse_endpoint(address)) out.push_back({&kind, *endpoint});
  return out;
}

std::vector<ListenPoint> points_of(std::span<const ListenPoint> points, const ListenerKind& kind) {
  std::vector<ListenPoint> out;
  for (const ListenPoint& point : points)
    if (point.kind == &kind) out.push_back(point);
  return out;
}

Result<void> bind_kind(ListenerThreads& to, const ListenerKind& kind, std::span<const ListenPoint> points,
                       const Serving& serving) {
  auto listener = kind.make(points, serving);
  if (!listener) return listener.error();
  to.add(std::move(*listener));
  return {};
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

std::size_t Workers::needed(std::span<const ListenPoint> points, std::size_t wanted,
                            const Inherited& inherited) {
  for (const ListenPoint& point : points)
    wanted = std::max(wanted, inherited.held(point.kind->name, point.endpoint.text()));
  return wanted;
}

Result<std::unique_ptr<Workers>> Workers::bind(std::span<const ListenPoint> points, std::size_t count,
                                               Published<snapshot::Snapshot>& source,
                                               stats::AllCounters& all_counters, Inherited* inherited) {
  auto out = std::make_unique<Workers>();
  out->all_counters_ = &all_counters;
  const Serving serving{source, all_counters, inherited, &out->rates_};
  for (const ListenPoint& point : points) {
    const SocketName name{point.kind->name, point.endpoint.text()};
    if (inherited != nullptr && inherited->held(name.first, name.second) > 0) out->held_.insert(name);
  }
  for (std::size_t i = 0; i < count; ++i)
    for (const ListenerKind* kind : all_listeners())
      if (const auto own = points_of(points, *kind); !own.empty())
        if (const auto added = bind_kind(out->staff_, *kind, own, serving); !added) return added.error();
  if (inherited == nullptr) return out;
  for (const ListenerKind* kind : all_listeners())
    for (auto left = points_left(*inherited, *kind); !left.empty(); left = points_left(*inherited, *kind)) {
      if (const auto added = bind_kind(out->surplus_, *kind, left, serving); !added) return added.error();
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
