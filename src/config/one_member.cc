#include "config/one_member.h"

#include <string>
#include <string_view>
#include <utility>

#include "base/keys.h"
#include "config/admin.h"
#include "config/owner_name.h"

namespace rota::config {

namespace {

std::optional<Address> read_address(const std::string& text, const Position& at, Mistakes& mistakes) {
  const auto address = parse_address(text);
  if (!address) mistakes.error(at, "\"" + text + "\" is not an IP address");
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

bool set_target(ReadMember& out, const std::string& text, const Position& at, Mistakes& mistakes) {
  if (is_number(text)) {
    mistakes.error(at, "\"" + text + "\" is not a host name");
  } else if (const auto target = read_zone_name(text, *out.zone, at, mistakes)) {
    out.member.target = *target;
  }
  return !out.member.target.empty();
}

// Whether a member that is only a text is meant as a host name. One without a dot is not: an
// address is more likely.
bool is_target(const std::string& text) {
  return !is_number(text) && text.size() > 1 && text.find('.') != std::string::npos &&
         text.find_first_of(":/ ") == std::string::npos;
}

std::optional<ReadMember> read_text(const Value& value, const dns::Name& zone, Mistakes& mistakes) {
  const std::string& text = *value.text();
  ReadMember out{.zone = &zone};
  out.member.at = value.at;
  out.member.name = text;
  if (is_target(text)) {
    out.kind = PoolKind::cname;
    if (text.ends_with('.')) out.member.name.pop_back();
    if (set_target(out, text, value.at, mistakes)) return out;
  } else if (parse_address(text)) {
    set_address(out.member, text, value.at, mistakes);
    return out;
  } else {
    mistakes.error(
        value.at,
        "\"" + text + "\" is not a member: expected an IP address, or a host name that ends in a dot");
  }
  return {};
}

void read_name(Settings& settings, const Row& row, ReadMember& out) {
  auto name = settings.text(row);
  if (!name) return;
  out.member.name = std::move(*name);
  if (out.member.name.empty()) settings.error("name", "\"name\" is empty");
}

void read_addresses(Settings& settings, const Row& row, ReadMember& out) {
  const Value* value = settings.value(row);
  const auto texts = settings.texts(row);
  if (!texts) return;
  if (texts->empty()) settings.mistakes().error(value->at, "\"address\" is empty");
  for (std::size_t i = 0; i < texts->size(); ++i) {
    const Position& at = value->array() != nullptr ? (*value->array())[i].at : value->at;
    set_address(out.member, (*texts)[i], at, settings.mistakes());
  }
  if (out.member.name.empty() && !texts->empty()) out.member.name = texts->front();
}

void read_target(Settings& settings, const Row& row, ReadMember& out) {
  const auto target = settings.text(row);
  if (!target) return;
  set_target(out, *target, settings.where("target"), settings.mistakes());
  if (!out.member.name.empty()) return;
  out.member.name = *target;
  if (target->ends_with('.')) out.member.name.pop_back();
}

void read_connect(Settings& settings, const Row& row, ReadMember& out) {
  if (const auto connect = settings.text(row))
    out.member.connect = read_address(*connect, settings.where("connect"), settings.mistakes());
}

// The row has the most of any kind.
void read_weight(Settings& settings, const Row& row, ReadMember& out) {
  Row of_kind = row;
  of_kind.range.most = largest_weight(out.kind);
  into<&ReadMember::member, &MemberConfig::weight>(settings, of_kind, out);
  out.member.weight_given = settings.has("weight");
}

constexpr Key<ReadMember> name_keys[] = {
    {{.key = "name",
      .example = R"("lb1")",
      .meaning = "Name of the member, unique in its pool, without \"/\" or spaces. Default: its address or "
                 "target."},
     read_name},
};

constexpr Key<ReadMember> address_keys[] = {
    {{.key = "address",
      .type = ValueType::address,
      .many = Many::list,
      .need = Need::sample,
      .example = R"(["192.0.2.1", "2001:db8::1"])",
      .meaning = "IP address that answers carry, at most one per address family. Either `address` or "
                 "`target` is needed."},
     read_addresses},
};

constexpr Key<ReadMember> target_keys[] = {
    {{.key = "target",
      .type = ValueType::name,
      .example = R"("x.cdn.example.")",
      .meaning =
          "Host name that answers carry, as CNAME or, with `port`, as SRV. It ends in a dot, or is a name in "
          "the zone without an inner dot."},
     read_target},
    {{.key = "port",
      .type = ValueType::integer,
      .range = {1, 65'535},
      .example = "443",
      .meaning = "Port of the SRV record; needs `target`."},
     into<&ReadMember::member, &MemberConfig::port>},
    {{.key = "priority",
      .type = ValueType::integer,
      .range = {0, 65'535},
      .example = "10",
      .meaning = "Priority of the SRV record; needs `port`. Default: 0."},
     into<&ReadMember::member, &MemberConfig::priority>},
    {{.key = "connect",
      .type = ValueType::address,
      .example = R"("192.0.2.1")",
      .meaning = "Address that the checks of a member with a `target` probe."},
     read_connect},
};

constexpr Key<ReadMember> state_keys[] = {
    {{.key = "weight",
      .type = ValueType::integer,
      .range = {0, 1'048'575},
      .fallback = "1",
      .example = "3",
      .meaning = "Share of the answers under policy weighted; 0 = only while no other member is eligible. "
                 "At most 65535 with `port`."},
     read_weight},
    {{.key = "admin",
      .words = names_of<admin_words>,
      .example = R"("drain")",
      .meaning = "State that counts whatever the health: up, down, drain, or maint, which also ends probes."},
     choose<admin_words, &ReadMember::member, &MemberConfig::admin>},
    {{.key = "tags",
      .many = Many::list,
      .example = R"(["rack7", "fra"])",
      .meaning = "Words by which operators select members: `rotactl drain --tag rack7`."},
     into<&ReadMember::member, &MemberConfig::tags>},
};

constexpr auto member_rows = rows_of<name_keys, address_keys, target_keys, state_keys>;

void refuse(Settings& settings, std::string_view key, std::string_view why) {
  if (settings.has(key)) settings.error(key, "\"" + std::string(key) + "\" " + std::string(why));
}

void read_place(Settings& settings, ReadMember& out) {
  if (settings.has("target")) {
    refuse(settings, "address", "and \"target\" exclude each other");
    if (!settings.has("port")) refuse(settings, "priority", "needs a \"port\": both are for SRV");
    read_keys(settings, target_keys, out);
    out.kind = settings.has("port") ? PoolKind::srv : PoolKind::cname;
  } else {
    for (const std::string_view key : {"port", "priority", "connect"})
      refuse(settings, key, "needs a \"target\"");
    if (!settings.has("address"))
      settings.mistakes().error(settings.at(), "a member needs an \"address\" or a \"target\"");
    read_keys(settings, address_keys, out);
  }
}

std::optional<ReadMember> read_table(const Value& value, const dns::Name& zone, Mistakes& mistakes) {
  const std::size_t errors = mistakes.errors();
  Settings settings(*value.table(), value.at, mistakes);
  ReadMember out{.zone = &zone};
  out.member.at = value.at;
  read_keys(settings, name_keys, out);
  read_place(settings, out);
  read_keys(settings, state_keys, out);
  settings.finish(member_group);
  if (mistakes.errors() > errors) return {};
  return out;
}

}  // namespace

const Group member_group{.name = "member",
                         .heading = "[[pool.NAME.members]]",
                         .meaning = "A member of a pool; also a table within `members`.",
                         .rows = member_rows};

// 1,024 of the largest still sum up within 32 bits; in an SRV record it has 16.
std::uint32_t largest_weight(PoolKind kind) { return kind == PoolKind::srv ? 65'535 : 1'048'575; }

std::optional<ReadMember> read_member(const Value& value, const dns::Name& zone, Mistakes& mistakes) {
  if (value.text() != nullptr) return read_text(value, zone, mistakes);
  if (value.table() != nullptr) return read_table(value, zone, mistakes);
  mistakes.error(value.at, "a member must be a string or a table, not " + std::string(value.kind()));
  return {};
}

}  // namespace rota::config
