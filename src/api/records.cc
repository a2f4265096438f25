// GET /api/v1/zones/{zone}/records: a line a record, made while it is sent. Those of a zone
// that has an allow_query are not for everybody.
#include "report/records.h"

#include <utility>

#include "api/handlers.h"
#include "dns/name.h"

namespace rota::api {

namespace {

class RecordSource final : public http::Source {
 public:
  RecordSource(std::shared_ptr<const snapshot::Zones> zones, ZoneSlot zone)
      : records_(std::move(zones), zone) {}

  std::optional<std::string> next() override {
    std::string out;
    while (out.empty() && !is_ended_) is_ended_ = !records_.append(out, piece);
    return out.empty() ? std::nullopt : std::optional(std::move(out));
  }

 private:
  static constexpr std::size_t piece = 16 * 1024;  // made in a millisecond: all others wait for it

  report::RunningRecords records_;
  bool is_ended_ = false;
};

std::optional<ZoneSlot> find_zone(const snapshot::Zones& zones, std::string_view name) {
  for (const ZoneSlot slot : zones.slots())
    if (dns::name_text(zones.at(slot).apex()) == name) return slot;
  return {};
}

}  // namespace

void get_records(Context& context, Call&& call) {
  context.with_view(std::move(call), [](const Call& asked, const Seen& seen) {
    const std::string& name = asked.path.at("zone");
    if (auto refusal = asked.refuse_stranger(*seen.view->config, name))
      return asked.reply(std::move(*refusal));
    const auto zone = find_zone(*seen.zones, name);
    if (!zone) return asked.refuse(404, "there is no zone '" + name + "'");
    if (seen.zones->at(*zone).is_broken())
      return asked.refuse(409, "zone '" + name + "' has errors and no records");
    http::Response response;
    response.type = "text/plain; charset=utf-8";
    response.source = std::make_shared<RecordSource>(seen.zones, *zone);
    asked.reply(std::move(response));
  });
}

}  // namespace rota::api
