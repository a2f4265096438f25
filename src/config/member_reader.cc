#include "config/member_reader.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace rota::config {

namespace {

constexpr std::size_t most_members = 1024;

std::string_view describe(PoolKind kind) {
  return kind == PoolKind::address ? "addresses"
         : kind == PoolKind::cname ? "targets without a port"
                                   : "targets with a port";
}

void check_names(const IdVector<MemberId, MemberConfig>& members, Mistakes& mistakes) {
  std::set<std::string_view> seen;
  for (const MemberConfig& member : members) {
    if (!seen.insert(member.name).second)
      mistakes.error(member.at, "duplicate member \"" + member.name + "\"");
    if (member.name.find_first_of("/ \t\n") != std::string::npos) {
      mistakes.error(member.at,
                     "the name \"" + member.name + "\" of a member must not contain \"/\" or spaces");
    }
  }
}

void check_addresses(const IdVector<MemberId, MemberConfig>& members, Mistakes& mistakes) {
  std::set<Address> seen;
  for (const MemberConfig& member : members) {
    for (const auto& address : {member.v4, member.v6}) {
      if (address && !seen.insert(*address).second) {
        mistakes.error(member.at, "the address " + address->text() + " is in this pool already");
      }
    }
  }
}

}  // namespace

void read_members(Settings& settings, const dns::Name& zone, PoolConfig& pool) {
  Mistakes& mistakes = settings.mistakes();
  const Value* value = settings.value(members_row);
  if (value != nullptr && value->array() == nullptr) {
    mistakes.error(value->at, "\"members\" must be an array, not " + std::string(value->kind()));
    return;
  }
  if (value == nullptr || value->array()->empty()) {
    mistakes.error(value == nullptr ? pool.at : value->at, "pool \"" + pool.name + "\" has no members");
    return;
  }
  if (value->array()->size() > most_members) {
    mistakes.error(value->at,
                   "pool \"" + pool.name + "\" has more than " + std::to_string(most_members) + " members");
    return;
  }
  for (const Value& item : *value->array()) {
    auto read = read_member(item, zone, mistakes);
    if (!read) continue;
    if (pool.members.empty()) pool.kind = read->kind;
    if (read->kind != pool.kind) {
      mistakes.error(read->member.at, "the members of a pool are of one kind: the first has " +
                                          std::string(describe(pool.kind)) + ", this one has " +
                                          std::string(describe(read->kind)));
    }
    pool.members.push_back(std::move(read->member));
  }
  check_names(pool.members, mistakes);
  check_addresses(pool.members, mistakes);
}

}  // namespace rota::config
