#include "report/named_json.h"

#include <utility>

#include "config/admin.h"
#include "dns/name.h"

namespace rota::report {

namespace json = boost::json;

json::array names_of(const config::PoolConfig& pool) {
  json::array out;
  for (const config::PoolName& name : pool.names) {
    json::array types;
    for (const dns::Type type : name.types) types.emplace_back(dns::text(type));
    out.push_back(json::object{{"name", dns::name_text(name.owner)}, {"types", std::move(types)}});
  }
  return out;
}

json::array addresses_of(const config::MemberConfig& member) {
  json::array out;
  if (member.v4) out.emplace_back(member.v4->text());
  if (member.v6) out.emplace_back(member.v6->text());
  return out;
}

std::string_view admin_text(config::Admin admin) {
  return admin == config::Admin::automatic ? "auto" : config::name_of(admin);
}

}  // namespace rota::report
