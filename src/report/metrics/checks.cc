// What the probes of each check found: by member, address family and check.
#include <array>
#include <utility>

#include "report/metrics/families.h"

namespace rota::report::metrics {

namespace {

using health::TargetStatus;

// Calls visit(labels, status) for each address of each member and each check of it.
template <class Visit>
void each_check(const Page& page, Visit visit) {
  const operate::View& view = page.seen.view;
  page.each_member([&](const std::string& labels, PoolId pool, MemberId member) {
    const health::MemberTargets& targets = view.targets->pools[pool][member];
    for (const auto& [family, list] :
         {std::pair("ipv4", &targets.v4), std::pair("ipv6", &targets.v6), std::pair("any", &targets.connect)})
      for (std::size_t i = 0; i < list->size(); ++i)  // in the order of the pool's checks
        visit(labels + label("family", family) + page.checks[pool][i], view.statuses[(*list)[i]]);
  });
}

}  // namespace

void check_results(const Page& page, Samples& out) {
  each_check(page, [&](const std::string& labels, const TargetStatus& status) {
    out.add(labels + label("result", "pass"), status.passed);
    out.add(labels + label("result", "fail"), status.failed);
    out.add(labels + label("result", "inconclusive"), status.inconclusive);
  });
}

void check_durations(const Page& page, Samples& out) {
  each_check(page, [&](const std::string& labels, const TargetStatus& status) {
    const health::Durations& of = status.durations;
    Samples::Buckets buckets;
    for (std::size_t i = 0; i < of.bounds.size(); ++i)
      buckets.emplace_back(in_seconds(of.bounds[i]), of.within[i]);
    out.add_histogram(labels, buckets, of.count, in_seconds(of.total));
  });
}

void check_late(const Page& page, Samples& out) {
  each_check(page,
             [&](const std::string& labels, const TargetStatus& status) { out.add(labels, status.late); });
}

void certificate_expiry(const Page& page, Samples& out) {
  each_check(page, [&](const std::string& labels, const TargetStatus& status) {
    if (status.certificate_expires)
      out.add(labels, in_seconds(status.certificate_expires->time_since_epoch()));
  });
}

void state_changes(const Page& page, Samples& out) {
  each_check(page,
             [&](const std::string& labels, const TargetStatus& status) { out.add(labels, status.changes); });
}

}  // namespace rota::report::metrics
