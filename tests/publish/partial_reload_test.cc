// Which version of a zone a partial reload keeps, and what it refuses.
#include "publish/partial_reload.h"

#include <catch2/catch.hpp>

#include "publish/prepare.h"
#include "support/temporary_folder.h"

using namespace rota;
using publish::Prepared;

namespace {

const std::string setting = "[server]\npartial_reload = true\n";

std::string zone(const std::string& name, const std::string& member = "192.0.2.1",
                 const std::string& further = "") {
  return "zone = \"" + name +
         "\"\nnameservers = { ns1 = \"192.0.2.53\" }\n[pool.web]\nnames = [\"www\"]\nmembers = [\"" + member +
         "\"]\n" + further;
}

const std::string records = "$TTL 60\n@ SOA ns h 1 1 1 1 1\n@ NS ns.other.\n";

// A configuration that was loaded once, and is reloaded.
struct Reloads {
  explicit Reloads(const std::string& main) : path(folder.write("rota.toml", main)) {}

  // The versions of what runs, and what a reload finds now.
  void start() { versions = publish::prepare(path).versions; }
  Prepared reload() {
    Prepared out = publish::prepare(path, {}, &versions);
    if (out.applies()) versions = out.versions;
    return out;
  }

  const test::TemporaryFolder folder;
  std::string path;
  config::ZoneVersions versions;
};

std::vector<std::string> unloaded(const Prepared& prepared) {
  std::vector<std::string> out;
  for (const publish::UnloadedZone& zone : prepared.unloaded)
    out.push_back((zone.kept_from ? "kept " : "not served ") + zone.zone);
  return out;
}

bool says(const Prepared& prepared, const std::string& part) {
  return std::ranges::any_of(prepared.mistakes.all(),
                             [&](const Mistake& mistake) { return mistake.line().find(part) != part.npos; });
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("a zone in the one-file form keeps its records, and takes the rest of the main file") {
  const auto main = [](const std::string& member) {
    return "zone = \"lb.example\"\nfile = \"lb.zone\"\n" + setting +
           "[pool.web]\nnames = [\"www\"]\nmembers = [\"" + member + "\"]\n";
  };
  Reloads it(main("192.0.2.1"));
  it.folder.write("lb.zone", records + "text TXT a\n");
  it.start();
  it.folder.write("rota.toml", main("192.0.2.2"));
  it.folder.write("lb.zone", records + "text TXTT a\n");
  const Prepared now = it.reload();
  CHECK(now.is_partial);
  CHECK(unloaded(now) == List{"kept lb.example"});
  CHECK(now.config->zones[ZoneId{0}].records->records.size() == 3);
  CHECK(now.config->zones[ZoneId{0}].kept_from);
  CHECK(now.config->pools[PoolId{0}].members[MemberId{0}].name == "192.0.2.2");
  CHECK(says(now, "zone lb.example has errors: the version loaded at "));
}

TEST_CASE("a zone that only a policy finds broken is kept too, under the checks of the new main file") {
  const std::string main = "zones = [\"*.zone.toml\"]\n" + setting;
  const std::string check = "[check.web]\ntype = \"tcp\"\nport = 80\ninterval = ";
  Reloads it(main + check + "\"5s\"\n");
  it.folder.write("a.zone.toml", zone("a.example", "192.0.2.1", "check = \"web\"\n"));
  it.start();
  it.folder.write("rota.toml", main + check + "\"7s\"\n");
  it.folder.write("a.zone.toml", zone("a.example", "192.0.2.2", "check = \"web\"\npolicy = \"wheel\"\n"));
  const Prepared now = it.reload();
  CHECK(unloaded(now) == List{"kept a.example"});
  CHECK(now.config->pools[PoolId{0}].members[MemberId{0}].name == "192.0.2.1");
  REQUIRE(now.targets->targets.size() == 1);
  CHECK(now.config->checks[now.targets->targets[TargetId{0}].check].timing.interval == milliseconds(7000));
  CHECK(now.checks.size() == now.config->checks.size());
}

TEST_CASE("a version is that of the zone's name, wherever the zone stands") {
  Reloads it("zones = [\"*.zone.toml\"]\n" + setting);
  it.folder.write("a.zone.toml", zone("a.example"));
  it.folder.write("b.zone.toml", zone("b.example", "192.0.2.2"));
  it.start();
  SECTION("a zone in another file is kept") {
    it.folder.write("a.zone.toml", zone("b.example", "192.0.2.3", "nonsense = 1\n"));
    it.folder.write("b.zone.toml", zone("a.example"));
    const Prepared now = it.reload();
    CHECK(unloaded(now) == List{"kept b.example"});
    CHECK(now.config->pools[PoolId{0}].members[MemberId{0}].name == "192.0.2.2");
  }
  SECTION("another zone in the same file is new") {
    it.folder.write("b.zone.toml", zone("c.example", "192.0.2.3", "nonsense = 1\n"));
    const Prepared now = it.reload();
    CHECK(unloaded(now) == List{"not served c.example"});
    CHECK(now.config->zones.size() == 2);
  }
  SECTION("a file whose zone cannot be read stands for the zone that it had") {
    it.folder.write("b.zone.toml", "[[[");
    CHECK(unloaded(it.reload()) == List{"kept b.example"});
  }
  SECTION("but not where another file names that zone now") {
    it.folder.write("b.zone.toml", "[[[");
    it.folder.write("c.zone.toml", zone("b.example", "192.0.2.4"));
    const Prepared now = it.reload();
    CHECK(unloaded(now) == List{"not served " + it.folder.path() + "/b.zone.toml"});
    CHECK(now.config->pools[PoolId{1}].members[MemberId{0}].name == "192.0.2.4");
  }
}

TEST_CASE("a version without texts is not given up: the reload is refused") {
  Reloads it("zones = [\"*.zone.toml\"]\n");
  it.folder.write("a.zone.toml", zone("a.example"));
  it.folder.write("b.zone.toml", zone("b.example"));
  it.start();
  it.folder.write("rota.toml", "zones = [\"*.zone.toml\"]\n" + setting);
  it.folder.write("b.zone.toml", zone("b.example", "192.0.2.2", "nonsense = 1\n"));
  const Prepared refused = it.reload();
  CHECK_FALSE(refused.applies());
  CHECK(says(refused, "the version in service was not kept"));
  it.folder.write("b.zone.toml", zone("b.example", "192.0.2.2"));
  CHECK_FALSE(it.reload().mistakes.has_errors());
  it.folder.write("b.zone.toml", zone("b.example", "192.0.2.3", "nonsense = 1\n"));
  CHECK(unloaded(it.reload()) == List{"kept b.example"});
}

TEST_CASE("a version that clashes with the new main file fails its reload, or its zone alone") {
  const std::string main = "zone = \"lb.example\"\nfile = \"lb.zone\"\n" + setting;
  Reloads it(main);
  it.folder.write("lb.zone", records + "www A 192.0.2.1\n");
  it.start();
  // The pool stands in the main file, so the clash is the main file's.
  it.folder.write("rota.toml", main + "[pool.web]\nnames = [\"www\"]\nmembers = [\"192.0.2.2\"]\n");
  it.folder.write("lb.zone", records + "nonsense\n");
  const Prepared refused = it.reload();
  CHECK_FALSE(refused.applies());
  CHECK(refused.fatal == false);
}
