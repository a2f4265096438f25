#include <catch2/catch.hpp>
#include <filesystem>

#include "config/load.h"
#include "support/temporary_folder.h"

using namespace rota;
using namespace rota::config;

TEST_CASE("what stands behind a symbolic link is where the kernel finds it") {
  const test::TemporaryFolder folder;
  const std::filesystem::path root = folder.path();
  std::filesystem::create_directories(root / "releases/7/conf");
  std::filesystem::create_directories(root / "releases/7/zones");
  std::filesystem::create_directories(root / "etc");
  std::filesystem::create_directory_symlink(root / "releases/7/conf", root / "etc/conf");
  folder.write("releases/7/conf/rota.toml", "zones = [\"../zones/*.toml\"]\n");
  folder.write("releases/7/zones/a.toml", "zone = \"a.example\"\nnameservers = { ns1 = \"192.0.2.53\" }\n");
  const std::string main = (root / "etc/conf/rota.toml").string();
  const Loaded loaded = load(main);
  for (const Mistake& mistake : loaded.mistakes.all()) FAIL(mistake.line());
  REQUIRE(loaded.config.zones.size() == 1);
  CHECK(*loaded.config.zones[ZoneId{0}].at.file == (root / "etc/conf/../zones/a.toml").string());
}
