#include "config/reference.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>

#include "base/json.h"
#include "config/check_reader.h"
#include "config/listen_reader.h"
#include "config/load.h"
#include "config/toml_reader.h"
#include "health/check_kinds.h"
#include "support/memory_files.h"

using namespace rota;
using namespace rota::config;

namespace {

constexpr std::string_view policies[] = {"failover", "round_robin", "weighted"};

Kinds kinds() { return {.checks = health::check_groups(), .policies = policies}; }

std::vector<std::string> printed_lines() {
  std::vector<std::string> out;
  std::istringstream text(reference_toml(kinds()));
  for (std::string line; std::getline(text, line);) out.push_back(line);
  return out;
}

std::string text_of(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

Loaded load_text(const std::string& text) {
  return load("rota.toml", test::memory_files({{"rota.toml", text}}));
}

// "key" of "key = value" and of "#key = value"; "" of all other lines.
std::string key_of(const std::string& line) {
  const std::size_t start = line.starts_with('#') ? 1 : 0;
  const std::size_t end = line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", start);
  return end != start && end != std::string::npos && line.substr(end).starts_with(" = ")
             ? line.substr(start, end - start)
             : "";
}

void tell(std::ostream& out, const Timing& timing) {
  out << timing.interval.count() << ' ' << timing.fast_interval.count() << ' ' << timing.timeout.count()
      << ' ' << timing.jitter << ' ' << timing.rise << ' ' << timing.fall << ' ' << timing.hold_down.count()
      << '\n';
}

void tell(std::ostream& out, const ServerConfig& server) {
  for (const ListenConfig& each : server.listen) out << listen_text(each) << ' ';
  out << server.workers << server.user << server.state << server.sandbox << static_cast<int>(server.log)
      << static_cast<int>(server.log_format) << server.partial_reload << '\n';
  const ServiceConfig& service = server.service;
  out << service.nsid.size() << service.version << service.identity << service.udp_without_cookie << ' '
      << service.cookies.enabled << service.cookies.required << service.cookies.secrets.size() << '\n';
  const RateLimitConfig& limit = service.rate_limit;
  out << limit.responses << ' ' << limit.slip << limit.only_count << limit.exempt.size() << '\n';
}

void tell(std::ostream& out, const CheckConfig& check) {
  Mistakes mistakes;
  Settings settings(check.settings, check.at, mistakes);
  out << check.kind << ' ' << static_cast<int>(check.start) << ' ';
  tell(out, check.timing);
  if (check.kind == "tcp") {
    const health::PlainSettings tcp(settings, *health::check_groups()[0]);
    if (mistakes.errors() == 0)
      out << tcp.integer("port") << tcp.text("send").reveal() << tcp.text("expect").reveal();
  } else {
    const health::HttpSettings http = check.kind == "http"    ? health::read_http(settings)
                                      : check.kind == "https" ? health::read_https(settings)
                                                              : health::read_tls(settings);
    out << http.port << http.host << http.path.reveal() << http.method << http.headers.size() << ' '
        << http.expect[0].first << '-' << http.expect[0].last << http.body.reveal() << http.verify
        << http.ca_file << http.reuse;
  }
  out << '\n' << text_of(test::lines_of(mistakes));
}

void tell(std::ostream& out, const PoolConfig& pool) {
  out << pool.policy << pool.answers.value_or(0) << ' ' << pool.ttl.max << ' ' << pool.ttl.min << ' '
      << pool.canary << pool.brake.share << ' ' << pool.brake.per.count() << ' '
      << static_cast<int>(pool.all_down) << '\n';
  for (const MemberConfig& member : pool.members)
    out << member.name << member.weight << static_cast<int>(member.admin) << '\n';
}

// All that settings say, as text; and the mistakes.
std::string told(const Loaded& loaded) {
  std::ostringstream out;
  const Config& config = loaded.config;
  tell(out, config.server);
  out << config.control.socket << config.control.http << config.control.token_file
      << config.control.hosts.size() << config.control.read_needs_token << '\n';
  for (const CheckConfig& check : config.checks) tell(out, check);
  for (const PoolConfig& pool : config.pools) tell(out, pool);
  return out.str() + text_of(test::lines_of(loaded.mistakes));
}

std::set<std::string> keys_of(const boost::json::value& table) {
  std::set<std::string> out;
  for (const auto& [key, value] : table.at("properties").as_object()) out.insert(std::string(key));
  return out;
}

std::set<std::string> keys_of(const Group& group) {
  std::set<std::string> out;
  for (const Row* row : all_rows(group)) out.insert(std::string(row->key));
  return out;
}

void collect(const Group& group, std::map<std::string_view, const Group*>& out) {
  if (!out.emplace(group.name, &group).second) return;
  for (const Row* row : all_rows(group))
    if (row->group != nullptr) collect(*row->group, out);
}

// All groups that a main file may hold, by name; without the kinds of checks.
std::map<std::string_view, const Group*> all_groups() {
  std::map<std::string_view, const Group*> out;
  collect(main_group, out);
  return out;
}

const Group& group_at(const std::string& heading) {
  if (heading == "[check.web]") return *kinds().checks[1];
  for (const Group* kind : kinds().checks)
    if (heading == "[check." + std::string(kind->name) + "]") return *kind;
  for (const auto& [name, group] : all_groups()) {
    std::string written(group->heading);
    if (const std::size_t at = written.find("NAME"); at != std::string::npos) written.replace(at, 4, "web");
    if (written == heading) return *group;
  }
  return main_group;
}

// Calls back with each line that shows a key, its number and its group.
template <class Found>
void each_key(const std::vector<std::string>& lines, Found found) {
  const Group* group = &main_group;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].starts_with('[')) group = &group_at(lines[i]);
    if (const std::string key = key_of(lines[i]); !key.empty()) found(i, key, *group);
  }
}

}  // namespace

TEST_CASE("the printed configuration loads as it is, and each default in it is the default") {
  const std::vector<std::string> lines = printed_lines();
  const Loaded as_printed = load_text(text_of(lines));
  REQUIRE(test::lines_of(as_printed.mistakes).empty());
  CHECK(as_printed.config.checks.size() == kinds().checks.size());
  ServerConfig server;
  server.listen = as_printed.config.server.listen;
  std::ostringstream without;
  tell(without, server);
  CHECK(told(as_printed).starts_with(without.str()));
  std::size_t defaults = 0;
  each_key(lines, [&](std::size_t at, const std::string& key, const Group&) {
    if (!lines[at].starts_with('#') || lines[at].ends_with("# example")) return;
    auto changed = lines;
    changed[at].erase(0, 1);
    INFO(key << " in line " << at + 1);
    CHECK(told(load_text(text_of(changed))) == told(as_printed));
    ++defaults;
  });
  CHECK(defaults > 60);
}

TEST_CASE("each key is printed where it is read, its example is taken, and misspelt it is refused") {
  // They need another key, or a file, or exclude what is printed.
  const std::set<std::string> related{"zones",   "file",     "target",  "port",        "priority",
                                      "connect", "fallback", "members", "ttl",         "ca_file",
                                      "type",    "names",    "pool",    "secret_file", "listen"};
  const std::vector<std::string> lines = printed_lines();
  std::map<const Group*, std::set<std::string>> printed;
  each_key(lines, [&](std::size_t at, const std::string& key, const Group& group) {
    INFO(key << " in line " << at + 1);
    const Row* row = find_row(group, key);
    REQUIRE(row != nullptr);
    printed[&group].insert(key);
    auto changed = lines;
    if (!row->example.empty() && !related.contains(key)) {
      changed[at] = key + " = " + std::string(row->example);
      Loaded loaded = load_text(text_of(changed));
      std::ostringstream mistakes;
      for (const CheckConfig& check : loaded.config.checks) tell(mistakes, check);
      CHECK(test::lines_of(loaded.mistakes).empty());
      CHECK(mistakes.str().find("rota.toml:") == std::string::npos);
    }
    changed[at] = key + "x = 1";
    const std::string refused = told(load_text(text_of(changed)));
    if (group.name != "pool")  // whose policy may have keys of its own: bake/rules asks
      CHECK(refused.find(":" + std::to_string(at + 1) + ":1: unknown key \"" + key + "x\"") !=
            std::string::npos);
  });
  for (const auto& [group, keys] : printed)
    for (const Row* row : all_rows(*group)) {
      INFO(group->name << ": " << row->key);
      const bool is_elsewhere = row->type == ValueType::table && row->key != "brake";
      const bool is_timing = group->also == &check_group && find_row(check_group, row->key) != nullptr;
      CHECK((keys.contains(std::string(row->key)) || is_elsewhere || is_timing));
    }
}

TEST_CASE("the schema names exactly the keys that are read") {
  const auto schema = parse_json(reference_schema(kinds()));
  REQUIRE(schema.has_value());
  CHECK(keys_of(*schema) == keys_of(main_group));
  const auto& definitions = schema->at("$defs").as_object();
  auto groups = all_groups();
  groups.erase(main_group.name);
  CHECK(definitions.size() == groups.size());
  for (const auto& [name, group] : groups) {
    INFO(name);
    REQUIRE(definitions.contains(name));
    if (group != &check_group && group != &listen_group)
      CHECK(keys_of(definitions.at(name)) == keys_of(*group));
  }
  const auto& checks = definitions.at("check").at("oneOf").as_array();
  REQUIRE(checks.size() == kinds().checks.size());
  for (std::size_t i = 0; i < checks.size(); ++i) CHECK(keys_of(checks[i]) == keys_of(*kinds().checks[i]));
}

TEST_CASE("each row has a meaning, a value to show, and defaults and examples that are TOML") {
  auto groups = all_groups();
  for (const Group* kind : kinds().checks) groups.emplace(kind->name, kind);
  for (const auto& [name, group] : groups)
    for (const Row* row : all_rows(*group)) {
      INFO(name << ": " << row->key);
      const bool is_section = row->type == ValueType::table && row->meaning.empty();
      CHECK((is_section ? row->group->meaning : row->meaning).ends_with('.'));
      CHECK((is_section || !row->fallback.empty() || !row->example.empty()));
      for (const std::string_view toml : {row->fallback, row->example}) {
        Mistakes mistakes;
        if (!toml.empty()) parse_toml("x = " + std::string(toml), "row", mistakes);
        CHECK(test::lines_of(mistakes).empty());
      }
    }
}
