#include "report/metrics/metrics.h"

#include <algorithm>
#include <array>

#include "base/printable.h"
#include "config/references.h"
#include "report/metrics/families.h"

namespace rota::report::metrics {

namespace {

using enum Scope;

constexpr std::array<std::string_view, 4> scope_names{"server", "zone", "pool", "member"};

struct MetricFamily {
  std::string_view name;
  std::string_view type;
  Scope scope;
  Write* write;
  std::string_view help;
};

// In the order of the names.
// clang-format off
constexpr std::array families = {
    MetricFamily{"process_cpu_seconds_total", "counter", server, process_cpu, "CPU time of all threads, user and system."},
    MetricFamily{"process_max_fds", "gauge", server, process_most, "Descriptors that the process may have open."},
    MetricFamily{"process_open_fds", "gauge", server, process_open, "Descriptors that are open."},
    MetricFamily{"process_resident_memory_bytes", "gauge", server, process_resident, "Memory that is there."},
    MetricFamily{"process_start_time_seconds", "gauge", server, process_start, "When the process started, in Unix time."},
    MetricFamily{"process_threads", "gauge", server, process_threads, "Threads."},
    MetricFamily{"process_virtual_memory_bytes", "gauge", server, process_virtual, "Addresses in use; most have no memory behind them."},
    MetricFamily{"rota_bake_seconds", "summary", server, bake_seconds, "Bakes of pools whose health or overrides changed, to their publication."},
    MetricFamily{"rota_blind", "gauge", server, blind, "Whether this node cannot see its members over a family: silence takes none down meanwhile."},
    MetricFamily{"rota_build_info", "gauge", server, build_info, "The version that runs, as a label; always 1."},
    MetricFamily{"rota_check_duration_seconds", "summary", member, check_durations, "Probes of a member that passed or failed. A target that members share counts for each."},
    MetricFamily{"rota_check_late_total", "counter", member, check_late, "Probes of a member that timed out while rota itself was late: they do not count against it."},
    MetricFamily{"rota_check_results_total", "counter", member, check_results, "Probes of a member by result. A target that members share counts for each."},
    MetricFamily{"rota_config_last_reload_success_timestamp_seconds", "gauge", server, reload_time, "When the running configuration was loaded, in Unix time."},
    MetricFamily{"rota_config_last_reload_successful", "gauge", server, reload_ok, "Whether the last reload, or the start, found no mistake."},
    MetricFamily{"rota_dns_answered_total", "counter", server, answered, "Requests that were answered, with whatever rcode."},
    MetricFamily{"rota_dns_dropped_total", "counter", server, dropped, "Requests that got no answer, by reason: received = answered + dropped."},
    MetricFamily{"rota_dns_rate_limited_total", "counter", server, limited, "Answers beyond a rate limit: dropped, truncated or only counted."},
    MetricFamily{"rota_dns_received_total", "counter", server, received, "Requests that were received, well-formed or not."},
    MetricFamily{"rota_dns_requests_total", "counter", server, requests, "Requests by type: none where there is no readable question."},
    MetricFamily{"rota_dns_responses_total", "counter", zone, responses, "Answers by rcode and by zone of the question; no zone where it is in none of ours."},
    MetricFamily{"rota_dns_truncated_total", "counter", server, truncated, "Answers with TC, to be asked for again over TCP."},
    MetricFamily{"rota_dns_unsent_total", "counter", server, unsent, "Answers over UDP that the kernel refused to send."},
    MetricFamily{"rota_failures_total", "counter", server, failures_total, "Pieces of work that failed for want of memory or another resource; the log names each. What was before goes on."},
    MetricFamily{"rota_log_dropped_total", "counter", server, log_dropped, "Log lines that were lost because stderr did not take them in time, or memory was short."},
    MetricFamily{"rota_member_admin", "gauge", member, member_admin, "The operator's word in force for a member, as a label; always 1. Members without one are not listed."},
    MetricFamily{"rota_member_answers_total", "counter", member, member_answers, "Answers that named a member. One answer may name several."},
    MetricFamily{"rota_member_state", "gauge", member, member_state, "What the checks say of a member, as a label; always 1."},
    MetricFamily{"rota_member_up", "gauge", member, member_up, "Whether some answer names a member now."},
    MetricFamily{"rota_member_weight", "gauge", member, member_weight, "The weight of a member in the draw; 0 takes no part."},
    MetricFamily{"rota_overrides", "gauge", server, overrides, "Members over which the operator's word stands."},
    MetricFamily{"rota_pool_all_down", "gauge", pool, pool_all_down, "Whether no member of a pool is eligible in an address family."},
    MetricFamily{"rota_pool_answers_total", "counter", pool, pool_answers, "Answers to the names of a pool, those of its fallback included."},
    MetricFamily{"rota_pool_members", "gauge", pool, pool_members, "Members of a pool by state; those the operator took out by his word."},
    MetricFamily{"rota_pool_ttl_seconds", "gauge", pool, pool_ttl, "The TTL of a pool's answers now."},
    MetricFamily{"rota_probes_late_total", "counter", server, probes_late, "Probes that started more than their fast_interval after they were due. If it grows, this server has more to probe than descriptors or time."},
    MetricFamily{"rota_snapshot_age_seconds", "gauge", server, snapshot_age, "Since the answers changed last."},
    MetricFamily{"rota_snapshot_editions_total", "counter", server, snapshot_editions, "How often the answers were changed."},
    MetricFamily{"rota_state_changes_total", "counter", member, state_changes, "How often the checks changed their mind about a member."},
    MetricFamily{"rota_tcp_closed_total", "counter", server, tcp_closed, "TCP connections that are gone, by reason: opened = connections + closed."},
    MetricFamily{"rota_tcp_connections", "gauge", server, tcp_connections, "TCP connections that are open."},
    MetricFamily{"rota_tcp_opened_total", "counter", server, tcp_opened, "TCP connections that were accepted."},
    MetricFamily{"rota_udp_kernel_drops_total", "counter", server, kernel_drops, "Requests that the kernel dropped because they came faster than they were read."},
    MetricFamily{"rota_zone_broken", "gauge", zone, zone_broken, "Whether a zone's files have mistakes and it answers SERVFAIL."},
    MetricFamily{"rota_zone_kept", "gauge", zone, zone_kept, "Whether a zone's files have mistakes and an earlier version of it is served."},
    MetricFamily{"rota_zone_serial", "gauge", zone, zone_serial, "The serial of a zone's SOA."},
};
// clang-format on

}  // namespace

Page::Page(const Observed& observed, Scopes scopes) : seen(observed) {
  const config::Config& config = *seen.view.config;
  for (const config::ZoneConfig& zone : config.zones) zones.push_back(label("zone", zone_text(zone)));
  for (const config::PoolConfig& pool : config.pools)
    pools.push_back(zones[pool.zone] + label("pool", pool.name));
  if (!scopes.has(member)) return;
  for (const PoolId pool : pools.ids()) {
    IdVector<MemberId, std::string> named;
    for (const config::MemberConfig& each : config.pools[pool].members)
      named.push_back(pools[pool] + label("member", each.name));
    members.push_back(std::move(named));
  }
}

Result<Scopes> parse_scopes(std::string_view list) {
  Scopes out;
  while (true) {
    const std::string_view word = list.substr(0, list.find(','));
    const auto* const known = std::ranges::find(scope_names, word);
    if (known == scope_names.end())
      return Error{"there is no scope '" + printable(word, 100) + "': server, zone, pool and member are"};
    out.add(static_cast<Scope>(known - scope_names.begin()));
    if (word.size() == list.size()) return out;
    list.remove_prefix(word.size() + 1);
  }
}

std::string text(const Observed& seen, Scopes scopes) {
  const Page page(seen, scopes);
  std::string out;
  for (const MetricFamily& family : families) {
    if (!scopes.has(family.scope)) continue;
    Samples samples(out, family.name, family.type, family.help);
    family.write(page, samples);
  }
  return out;
}

}  // namespace rota::report::metrics
