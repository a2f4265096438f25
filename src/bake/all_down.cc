#include "bake/all_down.h"

#include "config/pool_words.h"

namespace rota::bake {

namespace {

using config::AllDown;
using config::Config;
using config::PoolConfig;

std::string rule_words(const Config& all, const PoolConfig& pool) {
  const std::string rule = "applying all_down = \"" + std::string(config::name_of(pool.all_down)) + '"';
  switch (pool.all_down) {
    case AllDown::all: return rule + ": every member but those that the operator took out";
    case AllDown::fallback: return rule + " (pool \"" + all.pools[*pool.fallback].name + "\")";
    case AllDown::last_good: return rule + ": the members that were eligible last";
    case AllDown::servfail: return rule + ": the answer is SERVFAIL";
    case AllDown::nodata: break;
  }
  return rule + ": the answer is empty";
}

}  // namespace

std::string what_all_down_does(const Config& all, const PoolReport& report) {
  std::string out;
  for (std::size_t i = 0; i < report.chain.size(); ++i) {
    const bool is_last = i + 1 == report.chain.size();
    if (is_last && !report.ends_all_down) break;
    const PoolConfig& pool = all.pools[report.chain[i]];
    out += i == 0 ? "no member is eligible; " : "; no member of pool \"" + pool.name + "\" is eligible; ";
    out += rule_words(all, pool);
  }
  return out;
}

}  // namespace rota::bake
