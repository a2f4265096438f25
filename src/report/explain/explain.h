// Why a question is answered as it is: the steps of the walk that query threads take
// (serve/lookup.h) over the running snapshot, and of the pool that it comes to a report. Plain data;
// report/explain/why.h has the words for the report.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bake/baker.h"
#include "base/address.h"
#include "dns/name.h"
#include "dns/types.h"

namespace rota::report {

struct Question {
  dns::Name name;  // as asked
  dns::Type type = dns::Type::a;
  std::optional<Address> client{};
};

enum class Ending : std::uint8_t { pool, records, nodata, nxdomain, referral, refused, servfail, alias };
std::string text(Ending ending);

struct Explanation {
  Question question;
  std::string zone;  // of the question's name, without the trailing dot; "" when it is in none of ours
  Ending outcome = Ending::refused;
  std::vector<std::string> steps;
  std::optional<std::uint32_t> ttl;  // of the last set of the answer, or of the absence; seconds
  std::string ttl_reason;            // "" where the pool's report has it
  std::vector<std::uint8_t> answer;  // as it would be given now

  // The pool that the last name came to, and what its report was made of.
  std::optional<bake::PoolReport> pool;
  dns::Type pool_type{};  // which of its menus answers
  std::shared_ptr<const config::Config> config;
  std::shared_ptr<const health::TargetList> targets;
};

// Of the running world, on its own thread (Publisher::inspect): some microseconds, and
// a few milliseconds of a pool of thousands.
Explanation explain(const bake::World& world, Question question);

}  // namespace rota::report
