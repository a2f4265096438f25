#include "serve/chaos.h"

#include <algorithm>
#include <string_view>

#include "stats/counts.h"

namespace rota::serve {

namespace {

using namespace std::string_view_literals;

struct Row {
  std::string_view name;  // lower-cased, in wire form
  std::vector<std::uint8_t> snapshot::Service::*text;
};
constexpr Row rows[] = {
    {"\7version\4bind\0"sv, &snapshot::Service::version},
    {"\7version\6server\0"sv, &snapshot::Service::version},
    {"\10hostname\4bind\0"sv, &snapshot::Service::identity},
    {"\2id\6server\0"sv, &snapshot::Service::identity},
};

Bytes text_of(dns::NameView name, const snapshot::Service& service) {
  for (const Row& row : rows)
    if (std::ranges::equal(name, row.name, {}, {}, [](char c) { return static_cast<std::uint8_t>(c); }))
      return service.*row.text;
  return {};
}

}  // namespace

std::size_t answer_chaos(const dns::Query& query, const snapshot::Service& service, const Peer& peer,
                         dns::Reply& reply, stats::ThreadCounters counters) {
  const bool may_ask = service.access.is_open() || service.access.may_query_server(peer.address());
  const Bytes text = may_ask ? text_of(query.name(), service) : Bytes();
  counters.add(stats::count::of(text.empty() ? dns::Rcode::refused : dns::Rcode::noerror));
  if (text.empty()) {
    reply.set_error(dns::ErrorInfo::prohibited);
    return reply.finish_with(dns::Rcode::refused);
  }
  reply.set_authoritative(true);
  const bool is_asked = query.type == dns::Type::txt || query.type == dns::Type::any;
  if (is_asked && !reply.add_text(text)) {
    counters.add(stats::count::truncated);
    return reply.finish_truncated();
  }
  return reply.finish();
}

}  // namespace rota::serve
