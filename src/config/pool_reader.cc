#include "config/pool_reader.h"

#include <algorithm>
#include <utility>

#include "config/member_reader.h"
#include "config/owner_name.h"
#include "config/pool_words.h"

namespace rota::config {

namespace {

bool differ_in_families(const std::vector<MemberConfig>& members) {
  return std::ranges::any_of(members, [&](const MemberConfig& member) {
    return member.v4.has_value() != members.front().v4.has_value() ||
           member.v6.has_value() != members.front().v6.has_value();
  });
}

void read_names(Settings& settings, PoolConfig& pool, const dns::Name& apex) {
  const Value* value = settings.value("names");
  const auto texts = settings.texts("names");
  if (!texts) return;
  const std::vector<dns::Type> types = types_of(pool);
  for (std::size_t i = 0; i < texts->size(); ++i) {
    const Position& at = value->array() != nullptr ? (*value->array())[i].at : value->at;
    if (auto owner = read_owner((*texts)[i], apex, at, settings.mistakes())) {
      pool.names.push_back({std::move(*owner), types, at});
    }
  }
}

// "lb.example:web"
std::string full_name(const dns::Name& apex, const std::string& pool) {
  std::string out = apex.text();
  if (out.size() > 1) out.pop_back();
  return out + ":" + pool;
}

void check_answers(const PoolConfig& pool, const Position& at, Mistakes& mistakes) {
  if (pool.kind == PoolKind::cname && pool.answers.value_or(1) > 1) {
    mistakes.warning(at, "'answers' is ignored: a name has one CNAME");
  }
}

// Whoever cannot be reached by an address of its own needs one for its checks.
void check_reach(const PoolConfig& pool, Mistakes& mistakes) {
  if (pool.checks.empty() || pool.kind == PoolKind::address) return;
  for (const MemberConfig& member : pool.members) {
    if (!member.connect)
      mistakes.error(member.at,
                     "member '" + member.name + "' has a check, so it needs connect = \"ADDRESS\" to probe");
  }
}

// A fallback says by itself what to do when all members are down.
void read_all_down(Settings& settings, PoolConfig& pool) {
  const bool has_fallback = settings.has("fallback");
  pool.all_down =
      read_choice(settings, "all_down", all_down_words, has_fallback ? AllDown::fallback : AllDown::all);
  if ((pool.all_down == AllDown::fallback) == has_fallback) return;
  const Position at = settings.where("all_down");
  if (has_fallback) {
    settings.mistakes().error(at, "all_down = \"" + std::string(name_of(pool.all_down)) +
                                      "\" contradicts 'fallback'; remove one of them");
  } else {
    settings.mistakes().error(at, "all_down = \"fallback\" needs a 'fallback' pool");
  }
}

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

PoolConfig read_pool(Settings& settings, const std::string& name, const PoolPlace& place) {
  Mistakes& mistakes = settings.mistakes();
  PoolConfig pool;
  pool.name = name;
  pool.zone = place.zone_id;
  pool.at = settings.at();
  pool.policy_at = settings.where("policy");
  if (name.empty() || name.find_first_of("/: \t\n") != std::string::npos) {
    mistakes.error(pool.at,
                   "the name '" + name + "' of a pool must not be empty nor contain '/', ':' or spaces");
  }
  if (auto policy = settings.text("policy")) pool.policy = std::move(*policy);
  if (const auto answers = settings.integer("answers", 1, 1024))
    pool.answers = static_cast<std::uint32_t>(*answers);
  pool.ttl = read_ttl(settings, place.defaults.ttl);
  pool.checks = place.checks.read_of_pool(settings, full_name(place.zone.apex, name), place.check_names);
  pool.brake = read_brake(settings, place.defaults.brake);
  pool.canary = settings.boolean("canary").value_or(false);
  if (pool.canary && pool.checks.empty())
    mistakes.error(settings.where("canary"), "a canary needs a 'check': it is who should always be heard");
  read_all_down(settings, pool);
  read_members(settings, pool);
  read_names(settings, pool, place.zone.apex);
  check_reach(pool, mistakes);
  check_answers(pool, settings.where("answers"), mistakes);
  if ((pool.policy == "weighted" || pool.policy == "sticky") && differ_in_families(pool.members)) {
    mistakes.warning(pool.at, "members of pool '" + name +
                                  "' differ in address families: shares hold for each family by itself");
  }
  return pool;
}

}  // namespace rota::config
