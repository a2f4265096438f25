#include "base/files.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "support/temporary_folder.h"

using namespace rota;

TEST_CASE("paths are told without detours") {
  CHECK(relative_to("conf/rota.toml", "../zones/*.toml") == "zones/*.toml");
  CHECK(relative_to("conf/rota.toml", "./a//b/./c.zone") == "conf/a/b/c.zone");
  CHECK(relative_to("rota.toml", "../../x") == "../../x");
  CHECK(relative_to("a/../b/rota.toml", "x") == "b/x");
  CHECK(relative_to("/etc/rota/rota.toml", "/srv/x.zone") == "/srv/x.zone");
  CHECK(relative_to("conf/rota.toml", "..") == ".");
}
