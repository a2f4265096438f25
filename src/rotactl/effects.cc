#include "rotactl/effects.h"

namespace rota::rotactl {

Expected<Effects> ask_effects(const Session& session, const std::vector<std::string>& targets,
                              json::object said) {
  said["targets"] = json::array(targets.begin(), targets.end());
  auto reply = session.client.request("POST", std::string(api) + "/preview", json::serialize(said));
  if (!reply) return reply.error();
  if (reply->status != 200) return refusal(*reply);
  const auto told = read_json(reply->body);
  if (!told) return told.error();
  Effects out;
  out.members = texts(*told, "members");
  for (const json::value& effect : list(*told, "effects")) {
    out.texts.push_back(text(effect, "text"));
    if (flag(effect, "empties")) out.emptied.push_back(text(effect, "zone") + ":" + text(effect, "pool"));
  }
  out.body = std::move(reply->body);
  return out;
}

}  // namespace rota::rotactl
