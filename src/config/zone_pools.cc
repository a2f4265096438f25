#include "config/zone_pools.h"

#include <algorithm>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/choices.h"
#include "config/owner_name.h"
#include "config/pool_graph.h"
#include "config/words.h"

namespace rota::config {

namespace {

constexpr Row name_pool_row{.key = "pool",
                            .type = ValueType::name,
                            .need = Need::required,
                            .example = R"("web")",
                            .meaning = "The pool that answers."};
constexpr Row types_row{.key = "types",
                        .many = Many::list,
                        .example = R"(["A"])",
                        .meaning =
                            "Record types that the name has from the pool. Default: all that its "
                            "members can answer."};
constexpr Row name_rows[] = {name_pool_row, types_row};

class PoolsReader {
 public:
  PoolsReader(Config& config, const PoolPlace& place, Mistakes& mistakes)
      : config_(config),
        pools_(config.pools),
        place_(place),
        mistakes_(mistakes),
        first_(config.pools.size()),
        errors_before_(mistakes.errors()) {}

  void read_tables(const Table& tables) {
    for (const auto& [name, name_at, value] : tables) {
      if (value.table() == nullptr) {
        mistakes_.error(value.at, "pool \"" + name + "\" must be a table, not " + std::string(value.kind()));
        continue;
      }
      Settings settings(*value.table(), name_at, mistakes_);
      PoolConfig pool = read_pool(settings, name, place_);
      pool.options = without(*value.table(), pool_group);
      const PoolId id = pools_.push_back(std::move(pool));
      by_name_.emplace(name, id);
      if (const auto fallback = settings.text(fallback_row))
        wanted_.push_back({id, *fallback, settings.where("fallback")});
    }
  }

  // Only now are all pools known.
  void resolve_fallbacks() {
    std::vector<PoolEdge> edges;
    for (const auto& [id, wanted, at] : wanted_) {
      auto& fallback = pools_[id].fallback;
      fallback = find(wanted, at);
      if (fallback) edges.push_back({id, *fallback, at});
    }
    const PoolGraph graph(std::move(edges));
    tell_cuts(graph, config_, mistakes_);
    for (const PoolGraph::Cut& cut : graph.cuts()) pools_[cut.edge.from].fallback.reset();
  }

  void read_name(const Entry& entry) {
    const auto& [written, written_at, value] = entry;
    const auto owner = read_owner(written, place_.zone.apex, written_at, mistakes_);
    if (value.table() == nullptr) {
      mistakes_.error(value.at, "name \"" + written + "\" must be a table, not " + std::string(value.kind()));
      return;
    }
    Settings settings(*value.table(), written_at, mistakes_);
    const auto wanted = settings.text(name_pool_row);
    const auto types = settings.texts(types_row);
    settings.finish(name_group);
    if (!settings.has("pool")) mistakes_.error(written_at, "name \"" + written + "\" needs a \"pool\"");
    if (!owner || !wanted) return;
    const auto found = find(*wanted, settings.where("pool"));
    if (!found) return;
    PoolName& name = name_in(pools_[*found], *owner, written_at);
    if (types) name.types = read_types(settings, *types, pools_[*found]);
  }

  void warn_of_unused() {
    std::set<PoolId> used;
    for (const PoolConfig& pool : own_pools())
      if (pool.fallback) used.insert(*pool.fallback);
    for (const PoolConfig& pool : own_pools()) {
      if (!pool.names.empty() || used.contains(pools_.id_of(pool)) || pool.canary) continue;
      note(pool.at, "nobody uses pool \"" + pool.name + "\": it has no names and is no fallback");
    }
  }

 private:
  struct Wanted {
    PoolId pool;
    std::string fallback;
    Position at;
  };

  // A name or a member that could not be read may be the cause.
  void note(const Position& at, const std::string& text) {
    if (mistakes_.errors() > errors_before_)
      mistakes_.consequence(Severity::warning, at, text);
    else
      mistakes_.warning(at, text);
  }

  // Those of this zone.
  std::span<const PoolConfig> own_pools() const { return pools_.since(first_); }

  std::optional<PoolId> find(const std::string& name, const Position& at) {
    if (const auto found = by_name_.find(name); found != by_name_.end()) return found->second;
    std::vector<std::string_view> known;
    for (const PoolConfig& pool : own_pools())
      if (known.size() < most_suggested) known.push_back(pool.name);
    mistakes_.error(at, unknown_word("pool", name, known));
    return {};
  }

  // The name as the pool lists it, or a new one.
  static PoolName& name_in(PoolConfig& pool, const dns::Name& owner, const Position& at) {
    const auto listed = std::ranges::find(pool.names, owner, &PoolName::owner);
    if (listed != pool.names.end()) return *listed;
    pool.names.push_back({owner, types_of(pool), at});
    return pool.names.back();
  }

  std::vector<dns::Type> read_types(Settings& settings, const std::vector<std::string>& texts,
                                    const PoolConfig& pool) {
    std::vector<dns::Type> out;
    const auto possible = types_of(pool.kind);
    const Position at = settings.where("types");
    for (const std::string& text : texts) {
      const auto type = dns::parse_type(text);
      if (!type) {
        mistakes_.error(at, "\"" + text + "\" is not a record type");
      } else if (std::ranges::find(possible, *type) == possible.end()) {
        mistakes_.error(at, "pool \"" + pool.name + "\" cannot answer " + dns::text(*type));
      } else if (std::ranges::find(out, *type) == out.end()) {
        out.push_back(*type);
        const auto now = types_of(pool);
        if (std::ranges::find(now, *type) != now.end()) continue;
        note(at, "no member of pool \"" + pool.name + "\" can answer " + dns::text(*type));
      }
    }
    if (texts.empty()) mistakes_.error(at, "\"types\" is empty");
    return out;
  }

  const Config& config_;
  IdVector<PoolId, PoolConfig>& pools_;
  const PoolPlace& place_;
  Mistakes& mistakes_;
  const std::size_t first_;
  const std::size_t errors_before_;
  std::unordered_map<std::string, PoolId> by_name_;
  std::vector<Wanted> wanted_;
};

}  // namespace

const Group name_group{.name = "name",
                       .heading = "[name.NAME]",
                       .meaning = "A name that differs from the other names of its pool.",
                       .rows = name_rows};

void read_pools(Settings& zone, Config& config, const PoolPlace& place) {
  PoolsReader reader(config, place, zone.mistakes());
  if (const Table* pools = zone.table(pools_row)) reader.read_tables(*pools);
  reader.resolve_fallbacks();
  if (const Table* names = zone.table(names_row)) {
    for (const Entry& entry : *names) reader.read_name(entry);
  }
  reader.warn_of_unused();
}

}  // namespace rota::config
