// GET /api/v1/explain: why a question is answered as it is.
#include "report/explain/explain.h"

#include <utility>

#include "api/explain_json.h"
#include "api/handlers.h"
#include "api/words.h"

namespace rota::api {

namespace {

Result<report::Question> read_question(const Call& call) {
  report::Question out;
  const auto written = call.asked("name");
  if (!written || written->empty()) return Error{"'name' is needed: the name that is asked for"};
  auto name = dns::parse_name(*written);
  if (!name) return Error{"'name' is no domain name: " + name.error().text};
  out.name = std::move(*name);
  if (const auto type = call.asked("type")) {
    const auto known = dns::parse_type(*type);
    if (!known) return Error{"'type' is no record type: '" + std::string(*type) + "'"};
    out.type = *known;
  }
  if (const auto client = call.asked("client")) {
    const auto address = parse_address(*client);
    if (address) out.client = unmapped(*address);
    if (!address) return Error{"'client' must be an IP address, not '" + std::string(*client) + "'"};
  }
  return out;
}

}  // namespace

void get_explain(Context& context, Call&& call) {
  auto question = read_question(call);
  if (!question) return call.refuse(400, question.error().text);
  context.with_world(
      std::move(call),
      [question = std::move(*question)](const bake::World& world) { return explain(world, question); },
      [&context](const Call& asked, report::Explanation told) {
        // It would tell a record after the other.
        if (auto refusal = asked.refuse_stranger(*told.config, told.zone))
          return asked.reply(std::move(*refusal));
        context.with_view(asked, [told = std::move(told)](const Call& again, const Seen& seen) {
          again.reply(json_response(explanation_json(told, *seen.view)));
        });
      });
}

}  // namespace rota::api
