// A load from files and the same again from memory, with earlier versions of some zones.
#include "config/zone_texts.h"

#include "config/loading.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

namespace {

// The main file with these zones in its array.
std::string main_with(const std::string& zones) {
  return "zones = [" + zones + "]\n[server]\npartial_reload = true\n";
}
const std::string all_zones = R"("../z/*.toml", { zone = "plain.example", file = "../z/plain.zone" })";

std::string records(const std::string& last) {
  return "$TTL 60\n@ SOA ns h 1 1 1 1 1\n@ NS ns.other.\n" + last + "\n";
}

std::string toml(const std::string& zone) {
  return "zone = \"" + zone + ".example\"\nfile = \"" + zone + ".zone\"\n";
}

using Contents = std::map<std::string, std::string>;

Contents files(const std::string& zones, const std::string& shared) {
  return {{"c/rota.toml", main_with(zones)},           {"z/a.toml", toml("a")},
          {"z/a.zone", records("$INCLUDE common")},    {"z/b.toml", toml("b")},
          {"z/b.zone", records("$INCLUDE common")},    {"z/common", shared},
          {"z/plain.zone", records("www A 192.0.2.9")}};
}

std::vector<std::string> names_of(const Loaded& loaded) {
  std::vector<std::string> out;
  for (const ZoneConfig& zone : loaded.config.zones)
    out.push_back(zone.apex.text() + (zone.records ? "" : " broken"));
  return out;
}

std::size_t records_of(const Loaded& loaded, std::uint32_t zone) {
  return loaded.config.zones[ZoneId{zone}].records->records.size();
}

// What was read, as the version of a zone.
ZoneVersion version_of(const ZoneTexts& texts, const Loaded& loaded, std::size_t zone) {
  const LoadedZone& of = loaded.zones[zone];
  return {.apex = loaded.config.zones[*of.id].apex,
          .toml = of.toml,
          .zone_file = of.toml.empty() ? texts.first_file_of(zone) : "",
          .texts = texts.texts_of(zone)};
}

}  // namespace

TEST_CASE("a load is the same again from memory, whatever became of its files") {
  Contents now = files(all_zones, "www A 192.0.2.1\n");
  ZoneTexts texts({[&](const std::string& path) { return memory_files(now).open(path); },
                   [&](const std::string& pattern) { return memory_files(now).glob(pattern); }});
  const Loaded first = load("c/rota.toml", texts);
  CHECK(lines_of(first.mistakes).empty());
  now.clear();
  texts.again(ZoneTexts::Versions(first.zones.size()));
  const Loaded second = load("c/rota.toml", texts);
  CHECK(lines_of(second.mistakes).empty());
  CHECK(names_of(second) == Lines{"a.example.", "b.example.", "plain.example."});
  for (std::uint32_t i = 0; i < 3; ++i) CHECK(records_of(first, i) == records_of(second, i));
}

TEST_CASE("an earlier version of a zone brings its own texts, and other zones do not see them") {
  ZoneTexts before(memory_files(files(all_zones, "www A 192.0.2.1\n")));
  const Loaded old = load("c/rota.toml", before);
  REQUIRE(lines_of(old.mistakes).empty());
  Contents now = files(all_zones, "www A 192.0.2.1\nw2 A 192.0.2.2\n");
  now["z/b.toml"] += "nonsense = 1\n";
  now["z/plain.zone"] = "nonsense";
  ZoneTexts texts(memory_files(now));
  CHECK(names_of(load("c/rota.toml", texts)) ==
        Lines{"a.example.", "b.example. broken", "plain.example. broken"});
  const ZoneVersion b = version_of(before, old, 1);
  const ZoneVersion plain = version_of(before, old, 2);
  texts.again({nullptr, &b, &plain});
  const Loaded second = load("c/rota.toml", texts);
  CHECK(lines_of(second.mistakes).empty());
  CHECK(records_of(second, 0) == records_of(old, 0) + 1);
  CHECK(records_of(second, 1) == records_of(old, 1));
  CHECK(records_of(second, 2) == records_of(old, 2));
}

TEST_CASE("what could not be read is no more there the second time") {
  Contents now = files("\"../z/a.toml\"", "");
  now["z/a.zone"] = records("$INCLUDE none");
  ZoneTexts texts(memory_files(now));
  const Loaded first = load("c/rota.toml", texts);
  CHECK(first.zones[0].mistakes.has_errors());
  now["z/none"] = "";
  texts.again({nullptr});
  CHECK(names_of(load("c/rota.toml", texts)) == Lines{"a.example. broken"});
}

TEST_CASE("a text that several zones include is in memory once, and only with the setting") {
  Contents now = files(all_zones, "www A 192.0.2.1\n");
  ZoneTexts kept(memory_files(now));
  load("c/rota.toml", kept);
  CHECK(kept.texts_of(0)->size() == 3);
  CHECK(kept.texts_of(0)->at("z/common") == kept.texts_of(1)->at("z/common"));
  now["c/rota.toml"] = "zones = [\"../z/a.toml\"]\n";
  ZoneTexts not_kept(memory_files(now));
  load("c/rota.toml", not_kept);
  CHECK(not_kept.texts_of(0) == nullptr);
}
