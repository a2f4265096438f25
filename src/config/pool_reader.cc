#include "config/pool_reader.h"

#include <algorithm>
#include <utility>

#include "base/keys.h"
#include "config/member_reader.h"
#include "config/owner_name.h"
#include "config/pool_words.h"

namespace rota::config {

namespace {

bool differ_in_families(const IdVector<MemberId, MemberConfig>& members) {
  return std::ranges::any_of(members, [&](const MemberConfig& member) {
    return member.v4.has_value() != members.front().v4.has_value() ||
           member.v6.has_value() != members.front().v6.has_value();
  });
}

// "lb.example:web"
std::string full_name(const dns::Name& apex, const std::string& pool) {
  std::string out = apex.text();
  if (out.size() > 1) out.pop_back();
  return out + ":" + pool;
}

void check_answers(const PoolConfig& pool, const Position& at, Mistakes& mistakes) {
  if (pool.kind == PoolKind::cname && pool.answers.value_or(1) > 1) {
    mistakes.warning(at, "\"answers\" is ignored: a name has one CNAME");
  }
}

// Whoever cannot be reached by an address of its own needs one for its checks.
void check_reach(const PoolConfig& pool, Mistakes& mistakes) {
  if (pool.checks.empty() || pool.kind == PoolKind::address) return;
  for (const MemberConfig& member : pool.members) {
    if (!member.connect)
      mistakes.error(member.at, "member \"" + member.name +
                                    "\" has a check, so it needs connect = \"ADDRESS\" to probe");
  }
}

struct PoolDraft {
  PoolConfig pool;
  const PoolPlace& place;
};

// Their types follow from the members.
void read_names(Settings& settings, const Row& row, PoolDraft& draft) {
  const Value* value = settings.value(row);
  const auto texts = settings.texts(row);
  if (!texts) return;
  for (std::size_t i = 0; i < texts->size(); ++i) {
    const Position& at = value->array() != nullptr ? (*value->array())[i].at : value->at;
    if (auto owner = read_owner((*texts)[i], draft.place.zone.apex, at, settings.mistakes()))
      draft.pool.names.push_back({std::move(*owner), {}, at});
  }
}

void read_pool_ttl(Settings& settings, const Row& /*row*/, PoolDraft& draft) {
  draft.pool.ttl = read_ttl(settings, draft.place.defaults.ttl);
}

void read_checks(Settings& settings, const Row& /*row*/, PoolDraft& draft) {
  const PoolPlace& place = draft.place;
  draft.pool.checks =
      place.checks.read_of_pool(settings, full_name(place.zone.apex, draft.pool.name), place.check_names);
}

void read_pool_brake(Settings& settings, const Row& /*row*/, PoolDraft& draft) {
  draft.pool.brake = read_brake(settings, draft.place.defaults.brake);
}

void read_canary(Settings& settings, const Row& row, PoolDraft& draft) {
  PoolConfig& pool = draft.pool;
  pool.canary = settings.boolean(row).value_or(false);
  if (pool.canary && pool.checks.empty())
    settings.error("canary", "a canary needs a \"check\": it is who should always be heard");
}

// A fallback says by itself what to do when all members are down.
void read_all_down(Settings& settings, const Row& row, PoolDraft& draft) {
  PoolConfig& pool = draft.pool;
  const bool has_fallback = settings.has("fallback");
  if (has_fallback) pool.all_down = AllDown::fallback;
  choose<all_down_words, &PoolDraft::pool, &PoolConfig::all_down>(settings, row, draft);
  if ((pool.all_down == AllDown::fallback) == has_fallback) return;
  if (has_fallback) {
    settings.error("all_down", "all_down = \"" + std::string(name_of(pool.all_down)) +
                                   "\" contradicts \"fallback\"; remove one of them");
  } else {
    settings.error("all_down", "all_down = \"fallback\" needs a \"fallback\" pool");
  }
}

void leave_fallback(Settings& /*settings*/, const Row& /*row*/, PoolDraft& /*draft*/) {}

void read_pool_members(Settings& settings, const Row& /*row*/, PoolDraft& draft) {
  read_members(settings, draft.place.zone.apex, draft.pool);
}

constexpr Key<PoolDraft> pool_keys[] = {
    {{.key = "names",
      .type = ValueType::name,
      .many = Many::list,
      .need = Need::sample,
      .example = R"(["@", "www", "*"])",
      .meaning = "Names that answer from the pool, within the zone; \"@\" = the zone itself, \"*\" = a "
                 "wildcard."},
     read_names},
    {{.key = "policy",
      .fallback = R"("round_robin")",
      .example = R"("weighted")",
      .meaning = "Which members an answer names."},
     into<&PoolDraft::pool, &PoolConfig::policy>},
    {{.key = "answers",
      .type = ValueType::integer,
      .range = {1, 1024},
      .example = "1",
      .meaning = "Records per reply. Default: round_robin all members up to 16, the other policies 1."},
     into<&PoolDraft::pool, &PoolConfig::answers>},
    {ttl_row, read_pool_ttl},
    {pool_check_row, read_checks},
    {brake_row, read_pool_brake},
    {{.key = "canary",
      .type = ValueType::boolean,
      .fallback = "false",
      .meaning = "The members show whether this node has network access. While none of them responds, "
                 "silence takes no member of any pool down."},
     read_canary},
    {{.key = "all_down",
      .words = names_of<all_down_words>,
      .fallback = R"("all")",
      .example = R"("servfail")",
      .meaning = "What is answered while no member is healthy: all members, the pool `fallback`, the last "
                 "good answer, SERVFAIL or no data. With `fallback` set, \"fallback\" is the default."},
     read_all_down},
    {fallback_row, leave_fallback},
    {members_row, read_pool_members},
};

constexpr auto pool_rows = rows_of<pool_keys>;

}  // namespace

std::vector<dns::Type> types_of(PoolKind kind) {
  if (kind == PoolKind::cname) return {dns::Type::cname};
  if (kind == PoolKind::srv) return {dns::Type::srv};
  return {dns::Type::a, dns::Type::aaaa};
}

std::vector<dns::Type> types_of(const PoolConfig& pool) {
  if (pool.kind != PoolKind::address) return types_of(pool.kind);
  std::vector<dns::Type> out;
  const auto& members = pool.members;
  if (std::ranges::any_of(members, [](const auto& member) { return member.v4.has_value(); }))
    out.push_back(dns::Type::a);
  if (std::ranges::any_of(members, [](const auto& member) { return member.v6.has_value(); }))
    out.push_back(dns::Type::aaaa);
  return out;
}

const Group pool_group{.name = "pool",
                       .heading = "[pool.NAME]",
                       .meaning = "Members that answer for the same names, and how.",
                       .rows = pool_rows};

PoolConfig read_pool(Settings& settings, const std::string& name, const PoolPlace& place) {
  Mistakes& mistakes = settings.mistakes();
  PoolDraft draft{{}, place};
  PoolConfig& pool = draft.pool;
  pool.name = name;
  pool.zone = place.zone_id;
  pool.at = settings.at();
  pool.policy_at = settings.where("policy");
  if (name.empty() || name.find_first_of("/: \t\n") != std::string::npos) {
    mistakes.error(
        pool.at, "the name \"" + name + "\" of a pool must not be empty nor contain \"/\", \":\" or spaces");
  }
  read_keys(settings, pool_keys, draft);
  for (PoolName& each : pool.names) each.types = types_of(pool);
  check_reach(pool, mistakes);
  check_answers(pool, settings.where("answers"), mistakes);
  if ((pool.policy == "weighted" || pool.policy == "sticky") && differ_in_families(pool.members)) {
    mistakes.warning(pool.at, "members of pool \"" + name +
                                  "\" differ in address families: shares hold for each family by itself");
  }
  return std::move(draft.pool);
}

}  // namespace rota::config
