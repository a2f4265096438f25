#include "rotactl/pools.h"

#include <algorithm>

#include "rotactl/members.h"

namespace rota::rotactl {

namespace {

std::string name_text(const json::value& pool) {
  std::vector<std::string> out;
  for (const json::value& name : list(pool, "names"))
    out.push_back(text(name, "name") + " (" + joined(texts(name, "types")) + ")");
  return joined(out);
}

std::string ratio(const json::value& of) {
  return std::to_string(count(of, "healthy")) + "/" + std::to_string(count(of, "total"));
}

bool do_families_differ(const json::value& pool) {
  const json::array& families = list(pool, "families");
  return families.size() > 1 && std::ranges::any_of(families, [](const json::value& family) {
           return count(family, "healthy") != count(family, "total");
         });
}

// "2/3"; "IPv4 3/3, IPv6 2/3" where not all are healthy in every family.
std::string healthy_text(const json::value& pool) {
  if (!do_families_differ(pool)) return ratio(pool);
  std::vector<std::string> parts;
  for (const json::value& family : list(pool, "families"))
    parts.push_back(family_text(text(family, "family")) + ratio(family));
  return joined(parts);
}

std::string ttl_text(const json::value& pool) {
  const std::uint64_t most = count(pool, "ttl_max");
  const std::uint64_t least = count(pool, "ttl_min");
  std::string out = std::to_string(count(pool, "ttl")) + " s";
  if (most != least)
    out += " (" + std::to_string(most) + " s while all is steady, " + std::to_string(least) + " s in doubt)";
  const std::string reason = text(pool, "ttl_reason");
  return reason.empty() ? out : out + ": " + reason;
}

std::string all_down_text(const json::value& pool) {
  std::string out = text(pool, "all_down_mode");
  if (const std::string fallback = text(pool, "fallback"); !fallback.empty() && out == "fallback")
    out += " to " + fallback;
  if (!flag(pool, "all_down")) return out;
  const std::string does = text(pool, "all_down_does");
  return out + " (in force)" + (does.empty() ? "" : ": " + does);
}

// "serving from dr" where a fallback answers.
Cell pool_state(const json::value& pool) {
  Cell out = state_cell(text(pool, "state"));
  if (const std::string from = text(pool, "serving_from"); !from.empty()) out.text = "serving from " + from;
  return out;
}

// "A 192.0.2.1, 192.0.2.2 (one of 3 sets)"
std::string answer_text(const json::value& answer) {
  std::string out = text(answer, "type") + " " + joined(texts(answer, "records"));
  if (count(answer, "lines") > 1) out += " (one of " + plural(count(answer, "lines"), "set") + ")";
  const std::string fewer = text(answer, "fewer");
  return fewer.empty() ? out : out + ": " + fewer;
}

void add(std::vector<std::string>& lines, std::string_view title, const std::string& text) {
  if (!text.empty()) lines.push_back(std::string(title) + std::string(10 - title.size(), ' ') + text);
}

}  // namespace

PoolNames::PoolNames(const json::array& all) {
  for (const json::value& pool : all) ++pools_of_[text(pool, "pool")];
}

std::string PoolNames::of(const json::value& pool) const {
  const std::string name = text(pool, "pool");
  const auto same = pools_of_.find(name);
  return same != pools_of_.end() && same->second > 1 ? text(pool, "zone") + ":" + name : name;
}

Table pool_table(const json::array& all, const std::vector<const json::value*>& pools) {
  const PoolNames written(all);
  Table table({{"POOL"},
               {"STATE"},
               {"HEALTHY", Column::right},
               {"POLICY", Column::left, 2},
               {"TTL", Column::right, 3},
               {"ANSWERS", Column::right, 4},
               {"NAMES", Column::left, 1}});
  for (const json::value* each : pools) {
    const json::value& pool = *each;
    std::vector<std::string> names;
    for (const json::value& owner : list(pool, "names")) names.push_back(text(owner, "name"));
    const std::size_t more = names.size() > 3 ? names.size() - 3 : 0;
    names.resize(names.size() - more);
    table.add({{written.of(pool)},
               pool_state(pool),
               {healthy_text(pool)},
               {text(pool, "policy")},
               {std::to_string(count(pool, "ttl")) + " s"},
               {field(pool, "answers_total").is_null() ? "-" : count_text(count(pool, "answers_total"))},
               {joined(names) + (more > 0 ? " and " + std::to_string(more) + " more" : "")}});
  }
  return table;
}

std::vector<std::string> pool_lines(const Screen& screen, const json::value& pool) {
  const Cell state = pool_state(pool);
  std::vector<std::string> out;
  out.push_back("pool " + screen.painted(text(pool, "pool"), Style::bold) + " of " + text(pool, "zone") +
                ": " + screen.painted(state.text, state.style) + ", " +
                std::to_string(count(pool, "healthy")) + " of " + plural(count(pool, "total"), "member") +
                " healthy" + (do_families_differ(pool) ? " (" + healthy_text(pool) + ")" : ""));
  add(out, "names", name_text(pool));
  add(out, "policy", text(pool, "policy"));
  add(out, "checks", joined(texts(pool, "checks")));
  add(out, "ttl", ttl_text(pool));
  add(out, "all_down", all_down_text(pool));
  for (const json::value& answer : list(pool, "answering")) add(out, "answers", answer_text(answer));
  out.emplace_back();
  std::ranges::copy(member_table(list(pool, "members"), Naming::member).lines(screen),
                    std::back_inserter(out));
  return out;
}

}  // namespace rota::rotactl
