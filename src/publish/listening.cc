#include "publish/listening.h"

#include <algorithm>
#include <string>

#include "base/choices.h"
#include "base/settings.h"
#include "config/listen_reader.h"

namespace rota::publish {

namespace {

using config::ListenConfig;
using serve::ListenerKind;
using serve::ListenPoint;

// Of the keys beside `address` and `kind`, those that the kind does not have.
void check_keys(const ListenConfig& listen, const Group& own, Mistakes& mistakes) {
  Table unknown;
  for (const Entry& option : listen.options) {
    if (find_row(own, option.key) != nullptr) continue;
    const auto kinds = serve::all_listeners();
    const auto owner = std::ranges::find_if(kinds, [&](const ListenerKind* kind) {
      return kind->options != nullptr && find_row(*kind->options, option.key) != nullptr;
    });
    if (owner == kinds.end())
      unknown.push_back(option);
    else
      mistakes.error(option.key_at,
                     '"' + option.key + "\" needs kind = \"" + std::string((*owner)->name) + "\"");
  }
  Settings(unknown, listen.at, mistakes).finish(own);
}

ListenPoint read_of_kind(const ListenConfig& listen, const ListenerKind& kind, Mistakes& mistakes) {
  const Group own{.rows = kind.options != nullptr ? kind.options->rows : std::span<const Row>(),
                  .also = &config::listen_group};
  check_keys(listen, own, mistakes);
  ListenPoint out{&kind, listen.endpoint};
  Settings options(listen.options, listen.at, mistakes);
  if (kind.read != nullptr) out.options = kind.read(options);
  return out;
}

std::vector<ListenPoint> read_one(const ListenConfig& listen, Mistakes& mistakes) {
  if (!listen.kind) {
    check_keys(listen, config::listen_group, mistakes);
    return serve::usual_points({&listen.endpoint, 1});
  }
  if (const ListenerKind* kind = serve::find_listener(*listen.kind))
    return {read_of_kind(listen, *kind, mistakes)};
  mistakes.error(listen.kind_at, must_be_one_of("kind", serve::listener_names(), *listen.kind));
  return {};
}

bool is_among(const std::vector<ListenPoint>& points, const ListenPoint& wanted) {
  return std::ranges::any_of(points, [&](const ListenPoint& point) {
    return point.kind == wanted.kind && point.endpoint == wanted.endpoint;
  });
}

}  // namespace

std::vector<ListenPoint> read_listening(const std::vector<ListenConfig>& listen, Mistakes& mistakes) {
  std::vector<ListenPoint> out;
  for (const ListenConfig& each : listen) {
    const auto points = read_one(each, mistakes);
    const auto taken = std::ranges::find_if(points, [&](const auto& point) { return is_among(out, point); });
    if (taken == points.end())
      out.insert(out.end(), points.begin(), points.end());
    else
      mistakes.error(each.at, "\"" + each.endpoint.text() + "\" is listened on by " +
                                  std::string(taken->kind->name) + " already");
  }
  return out;
}

}  // namespace rota::publish
