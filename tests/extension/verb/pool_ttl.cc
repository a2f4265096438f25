// `pool ttl`: the TTL of a pool's answers now.
#include "rotactl/show.h"

namespace rota::rotactl {

Expected<void> show_ttl(const Session& session) {
  return show(session, pool_path(session.asked.words[0]), [](const Session& asked, const json::value& pool) {
    asked.screen.line(text(pool, "pool") + ": TTL " + count_text(count(pool, "ttl")) + " s");
  });
}

}  // namespace rota::rotactl
