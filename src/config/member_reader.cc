#include "config/member_reader.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "config/admin.h"
#include "config/owner_name.h"
#include "config/words.h"

namespace rota::config {

namespace {

constexpr std::size_t most_members = 1024;

struct Read {
  MemberConfig member;
  PoolKind kind = PoolKind::address;
};

std::optional<Address> read_address(const std::string& text, const Position& at, Mistakes& mistakes) {
  const auto address = parse_address(text);
  if (!address) mistakes.error(at, "'" + text + "' is not an IP address");
  return address;
}

void set_address(MemberConfig& member, const std::string& text, const Position& at, Mistakes& mistakes) {
  const auto address = read_address(text, at, mistakes);
  if (!address) return;
  auto& place = address->family() == Family::v4 ? member.v4 : member.v6;
  if (place) mistakes.error(at, "a member has at most one address per family");
  place = address;
}

// "192.0.2." is an address cut short, not a host: no top-level domain is a number
// (RFC 3696 section 2).
bool is_number(std::string_view text) { return text.find_first_not_of("0123456789.") == text.npos; }

bool set_target(MemberConfig& member, const std::string& text, const Position& at, Mistakes& mistakes) {
  const auto ascii = read_letters(text, at, mistakes);
  if (!ascii) return false;
  const auto target = dns::parse_name(*ascii);
  if (!target) {
    mistakes.error(at, target.error().text);
  } else if (!text.ends_with('.') || is_number(text)) {
    mistakes.error(at, "'" + text + "' must be a full name that ends in a dot");
  } else {
    member.target = *target;
  }
  return !member.target.empty();
}

std::optional<Read> read_text(const Value& value, Mistakes& mistakes) {
  const std::string& text = *value.text();
  Read out;
  out.member.at = value.at;
  out.member.name = text;
  if (text.size() > 1 && text.ends_with('.') && !is_number(text)) {
    out.kind = PoolKind::cname;
    out.member.name.pop_back();
    if (set_target(out.member, text, value.at, mistakes)) return out;
  } else if (parse_address(text)) {
    set_address(out.member, text, value.at, mistakes);
    return out;
  } else {
    mistakes.error(
        value.at,
        "'" + text + "' is not a member: expected an IP address, or a host name that ends in a dot");
  }
  return {};
}

void read_addresses(Settings& settings, MemberConfig& member) {
  const Value* value = settings.value("address");
  const auto texts = settings.texts("address");
  if (!texts) return;
  if (texts->empty()) settings.mistakes().error(value->at, "'address' is empty");
  for (std::size_t i = 0; i < texts->size(); ++i) {
    const Position& at = value->array() != nullptr ? (*value->array())[i].at : value->at;
    set_address(member, (*texts)[i], at, settings.mistakes());
  }
  if (member.name.empty() && !texts->empty()) member.name = texts->front();
}

void read_target(Settings& settings, Read& out) {
  const auto target = settings.text("target");
  if (target) {
    set_target(out.member, *target, settings.where("target"), settings.mistakes());
    if (out.member.name.empty()) out.member.name = target->substr(0, target->size() - 1);
  }
  if (const auto port = settings.integer("port", 1, 65535))
    out.member.port = static_cast<std::uint16_t>(*port);
  if (const auto priority = settings.integer("priority", 0, 65535))
    out.member.priority = static_cast<std::uint16_t>(*priority);
  if (const auto connect = settings.text("connect")) {
    out.member.connect = read_address(*connect, settings.where("connect"), settings.mistakes());
  }
  out.kind = settings.has("port") ? PoolKind::srv : PoolKind::cname;
}

void refuse(Settings& settings, std::string_view key, std::string_view why) {
  if (settings.has(key))
    settings.mistakes().error(settings.where(key), "'" + std::string(key) + "' " + std::string(why));
}

void read_place(Settings& settings, Read& out) {
  if (settings.has("target")) {
    refuse(settings, "address", "and 'target' exclude each other");
    if (!settings.has("port")) refuse(settings, "priority", "needs a 'port': both are for SRV");
    read_target(settings, out);
    settings.know("address");
  } else {
    for (const std::string_view key : {"port", "priority", "connect"}) {
      settings.know(key);
      refuse(settings, key, "needs a 'target'");
    }
    if (!settings.has("address"))
      settings.mistakes().error(settings.at(), "a member needs an 'address' or a 'target'");
    settings.know("target");
    read_addresses(settings, out.member);
  }
}

std::optional<Read> read_table(const Value& value, Mistakes& mistakes) {
  const std::size_t errors = mistakes.errors();
  Settings settings(*value.table(), value.at, mistakes);
  Read out;
  out.member.at = value.at;
  if (auto name = settings.text("name")) {
    out.member.name = std::move(*name);
    if (out.member.name.empty()) mistakes.error(settings.where("name"), "'name' is empty");
  }
  read_place(settings, out);
  const std::int64_t most = largest_weight(out.kind);
  if (const auto weight = settings.integer("weight", 0, most)) {
    out.member.weight = static_cast<std::uint32_t>(*weight);
    out.member.weight_given = true;
  }
  out.member.admin = read_choice(settings, "admin", admin_words, Admin::automatic);
  settings.finish();
  if (mistakes.errors() > errors) return {};
  return out;
}

std::optional<Read> read_member(const Value& value, Mistakes& mistakes) {
  if (value.text() != nullptr) return read_text(value, mistakes);
  if (value.table() != nullptr) return read_table(value, mistakes);
  mistakes.error(value.at, "a member must be a string or a table, not " + std::string(value.kind()));
  return {};
}

std::string_view describe(PoolKind kind) {
  return kind == PoolKind::address ? "addresses"
         : kind == PoolKind::cname ? "targets without a port"
                                   : "targets with a port";
}

void check_names(const std::vector<MemberConfig>& members, Mistakes& mistakes) {
  std::set<std::string_view> seen;
  for (const MemberConfig& member : members) {
    if (!seen.insert(member.name).second) mistakes.error(member.at, "duplicate member '" + member.name + "'");
    if (member.name.find_first_of("/ \t\n") != std::string::npos) {
      mistakes.error(member.at, "the name '" + member.name + "' of a member must not contain '/' or spaces");
    }
  }
}

void check_addresses(const std::vector<MemberConfig>& members, Mistakes& mistakes) {
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

// 1,024 of the largest still sum up within 32 bits; in an SRV record it has 16.
std::uint32_t largest_weight(PoolKind kind) { return kind == PoolKind::srv ? 65'535 : 1'048'575; }

void read_members(Settings& settings, PoolConfig& pool) {
  Mistakes& mistakes = settings.mistakes();
  const Value* value = settings.value("members");
  if (value != nullptr && value->array() == nullptr) {
    mistakes.error(value->at, "'members' must be an array, not " + std::string(value->kind()));
    return;
  }
  if (value == nullptr || value->array()->empty()) {
    mistakes.error(value == nullptr ? pool.at : value->at, "pool '" + pool.name + "' has no members");
    return;
  }
  if (value->array()->size() > most_members) {
    mistakes.error(value->at,
                   "pool '" + pool.name + "' has more than " + std::to_string(most_members) + " members");
    return;
  }
  for (const Value& item : *value->array()) {
    auto read = read_member(item, mistakes);
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
