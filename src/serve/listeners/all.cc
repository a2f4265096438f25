#include "serve/listeners/all.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace rota::serve {

namespace {

#define LISTENER(kind) &(kind),
constexpr const ListenerKind* kinds[] = {
#include "serve/listeners/listeners.def"
};
#undef LISTENER
static_assert(std::size(kinds) <= stats::most_transports);

}  // namespace

std::span<const ListenerKind* const> all_listeners() { return kinds; }

const ListenerKind* find_listener(std::string_view name) {
  const auto found = std::ranges::find(kinds, name, &ListenerKind::name);
  return found == std::end(kinds) ? nullptr : *found;
}

std::vector<SocketKind> socket_kinds() {
  std::vector<SocketKind> out;
  for (const ListenerKind* kind : kinds) out.push_back({kind->name, kind->socket_type});
  return out;
}

std::vector<std::string_view> listener_names() {
  std::vector<std::string_view> out;
  for (const ListenerKind* kind : kinds) out.push_back(kind->name);
  return out;
}

stats::Path path_of(const ListenerKind& kind, Family family) {
  const auto at = std::ranges::find(kinds, &kind) - std::begin(kinds);
  return {static_cast<std::uint8_t>(at), family};
}

std::vector<ListenPoint> usual_points(std::span<const Endpoint> endpoints) {
  std::vector<ListenPoint> out;
  for (const Endpoint& endpoint : endpoints)
    for (const ListenerKind* kind : kinds)
      if (kind->is_usual) out.push_back({kind, endpoint});
  return out;
}

std::string capital_name(const ListenerKind& kind) {
  std::string out(kind.name);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return out;
}

}  // namespace rota::serve
