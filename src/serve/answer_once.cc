#include "serve/answer_once.h"

#include <utility>

#include "base/lanes.h"
#include "base/published.h"
#include "serve/answerer.h"

namespace rota::serve {

std::vector<std::uint8_t> answer_once(std::shared_ptr<const snapshot::Snapshot> snapshot, Bytes request,
                                      const Address& client) {
  Published<snapshot::Snapshot> source;
  source.publish(std::move(snapshot));
  const SpareLane spare;
  Answerer answerer(source, Dice(), spare.lane());
  answerer.look();
  std::vector<std::uint8_t> out(largest_reply);
  out.resize(answerer.answer(request, Peer::over_tcp(client, {}), out));
  return out;
}

}  // namespace rota::serve
