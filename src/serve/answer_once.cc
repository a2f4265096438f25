#include "serve/answer_once.h"

#include <utility>

#include "base/published.h"
#include "serve/answerer.h"
#include "stats/counters.h"

namespace rota::serve {

namespace {

constexpr Transport anything_goes{.proves_address = true, .largest_reply = largest_reply};

}  // namespace

std::vector<std::uint8_t> answer_once(std::shared_ptr<const snapshot::Snapshot> snapshot, Bytes request,
                                      const std::optional<Address>& client) {
  if (!client) {
    auto open = std::make_shared<snapshot::Snapshot>(*snapshot);
    open->service.access = {};
    snapshot = std::move(open);
  }
  const Address from = client.value_or(Address());
  Published<snapshot::Snapshot> source;
  source.publish(std::move(snapshot));
  const stats::SpareCounters spare;
  Answerer answerer(source, Dice(), spare.counters());
  answerer.look();
  std::vector<std::uint8_t> out(largest_reply);
  out.resize(answerer.answer(request, Peer(anything_goes, from, {}), out));
  return out;
}

}  // namespace rota::serve
