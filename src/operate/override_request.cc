#include "operate/override_request.h"

#include <chrono>
#include <vector>

#include "base/choices.h"
#include "base/printable.h"
#include "base/settings.h"
#include "config/admin.h"
#include "config/member_reader.h"
#include "policy/policy.h"

namespace rota::operate {

namespace {

using health::Override;

constexpr std::string_view ready = "ready";
constexpr std::chrono::hours longest{24 * 3650};
constexpr std::size_t longest_reason = 500;  // octets
constexpr std::size_t longest_who = 100;

std::string mistake_in_admin(const std::string& written) {
  std::vector<std::string_view> known;
  for (const auto& word : config::admin_words) known.push_back(word.text);
  known.push_back(ready);
  return must_be_one_of("admin", known, printable(written, longest_who));
}

Result<std::uint32_t> read_weight(std::int64_t written, const config::PoolConfig& pool) {
  const std::uint32_t most = config::largest_weight(pool.kind);
  if (written >= 0 && written <= std::int64_t{most}) return static_cast<std::uint32_t>(written);
  return Error{"\"weight\" must be from 0 to " + std::to_string(most) + ", not " + std::to_string(written)};
}

Result<milliseconds> read_duration(const std::string& written) {
  const auto duration = parse_duration(written);
  if (duration && *duration > milliseconds(0) && *duration <= longest) return *duration;
  return Error{"\"for\" must be a duration such as \"30s\", \"2h\" or \"7d\", of at most 3650 days, not '" +
               printable(written, longest_who) + "'"};
}

std::string text(const Override& said) {
  std::string out(said.admin ? config::name_of(*said.admin) : "");
  if (said.weight) out += (out.empty() ? "" : ", ") + ("weight " + std::to_string(*said.weight));
  if (out.empty()) return std::string(ready);
  return said.until ? out + ", until " + rfc3339(*said.until) : out;
}

}  // namespace

Result<Override> read_override_request(const OverrideRequest& wanted, const config::MemberKey& of,
                                       const config::PoolConfig& pool, WallTime now) {
  Override out{.of = of, .since = now, .reason = printable(wanted.reason, longest_reason)};
  out.who = printable(wanted.who, longest_who);
  if (!wanted.admin && !wanted.weight) return Error{"nothing is asked for: say an admin, a weight or both"};
  if (wanted.admin == ready) {
    if (!wanted.weight && !wanted.duration) return out;
    return Error{"'ready' takes back all that was said of the member: no weight and no duration go with it"};
  }
  if (wanted.admin && !(out.admin = config::parse_admin(*wanted.admin)))
    return Error{mistake_in_admin(*wanted.admin)};
  if (wanted.weight) {
    const auto weight = read_weight(*wanted.weight, pool);
    if (!weight) return weight.error();
    out.weight = *weight;
  }
  if (wanted.duration) {
    const auto duration = read_duration(*wanted.duration);
    if (!duration) return duration.error();
    out.until = now + *duration;
  }
  return out;
}

std::string remark(const Override& said, const config::PoolConfig& pool, const config::MemberConfig& member) {
  // In an SRV record the weight is part of the answer whatever the policy.
  if (said.weight && pool.kind != config::PoolKind::srv &&
      !policy::all_policies().at(pool.policy).uses_weights)
    return "weights mean nothing to policy '" + pool.policy + "' of pool '" + pool.name +
           "', but that 0 serves only when nobody else can";
  if (!said.admin && !said.weight && member.admin != config::Admin::automatic)
    return "its file says admin = \"" + std::string(config::name_of(member.admin)) + "\", which holds again";
  return "";
}

Event override_event(const Override& said, std::string_view before) {
  Event out;
  out.kind = EventKind::override;
  out.of = said.of;
  out.text = "override " + text(said.of) + ": " + std::string(before) + text(said);
  out.who = said.who;
  out.reason = said.reason;
  return out;
}

}  // namespace rota::operate
