#include "health/override.h"

#include <utility>

#include "base/json.h"
#include "config/admin.h"
#include "config/member_reader.h"

namespace rota::health {

namespace {

namespace json = boost::json;

// Null and missing are the same; nothing when it is of another kind.
template <class T, class Read>
bool read_optional(const json::object& from, std::string_view key, std::optional<T>& out, Read read) {
  const json::value* found = from.if_contains(key);
  if (found == nullptr || found->is_null()) return true;
  out = read(from, key);
  return out.has_value();
}

std::optional<std::uint32_t> weight_at(const json::object& from, std::string_view key) {
  const auto weight = number_at<std::uint32_t>(from, key);
  return weight && *weight <= config::largest_weight(config::PoolKind::address) ? weight : std::nullopt;
}

std::optional<config::Admin> admin_at(const json::object& from, std::string_view key) {
  return config::parse_admin(text_at(from, key));
}

std::optional<WallTime> time_at(const json::object& from, std::string_view key) {
  return parse_rfc3339(text_at(from, key));
}

}  // namespace

json::object to_json(const Override& said) {
  const auto or_null = [](const auto& value, auto write) {
    return value ? json::value(write(*value)) : json::value(nullptr);
  };
  const auto time = [](WallTime at) { return json::string(rfc3339(at)); };
  return {{"zone", said.of.zone},
          {"pool", said.of.pool},
          {"member", said.of.member},
          {"admin", or_null(said.admin, [](config::Admin admin) { return json::string(name_of(admin)); })},
          {"weight", or_null(said.weight, [](std::uint32_t weight) { return weight; })},
          {"since", time(said.since)},
          {"until", or_null(said.until, time)},
          {"reason", said.reason},
          {"who", said.who}};
}

std::optional<Override> read_override(std::string_view line) {
  const auto value = parse_json(line);
  if (!value || !value->is_object()) return {};
  const json::object& from = value->get_object();
  Override out;
  out.of = {std::string(text_at(from, "zone")), std::string(text_at(from, "pool")),
            std::string(text_at(from, "member"))};
  const auto since = time_at(from, "since");
  if (out.of.zone.empty() || out.of.pool.empty() || out.of.member.empty() || !since) return {};
  out.since = *since;
  if (!read_optional(from, "admin", out.admin, admin_at) ||
      !read_optional(from, "until", out.until, time_at) ||
      !read_optional(from, "weight", out.weight, weight_at))
    return {};
  out.reason = text_at(from, "reason");
  out.who = text_at(from, "who");
  return out.admin || out.weight ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace rota::health
