#include "dns/record_set.h"

namespace rota::dns {

RecordSet ready_set(Type type, std::uint16_t count, std::uint16_t record_size, Bytes records) {
  const auto size = static_cast<std::uint16_t>(record_size == 0 ? 0 : record_size - record_head);
  return {type, count, size, record_head, load32(records.data() + 6), records.data() + record_head};
}

NamesInside names_inside(Type type) {
  switch (type) {
    case Type::ns:
    case Type::md:
    case Type::mf:
    case Type::cname:
    case Type::mb:
    case Type::mg:
    case Type::mr:
    case Type::ptr: return {0, 1};
    case Type::soa:
    case Type::minfo: return {0, 2};
    case Type::mx: return {2, 1};
    default: return {};
  }
}

NameView target_of(Type type, Bytes rdata) {
  std::size_t lead = 0;
  switch (type) {
    case Type::ns: break;
    case Type::mx:
    case Type::svcb:
    case Type::https: lead = 2; break;
    case Type::srv: lead = 6; break;
    default: return {};
  }
  if (rdata.size() < lead) return {};
  const Bytes rest = rdata.subspan(lead);
  return rest.first(name_size(rest));
}

}  // namespace rota::dns
