#include "base/kept_key.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "support/captured_log.h"
#include "support/temporary_folder.h"

using namespace rota;

namespace {

KeptKey kept_in(const StateDirectory& state) { return {state, "cookie_secret", "the secret of cookies"}; }
SipKey secret_in(const StateDirectory& state) { return kept_in(state).key(); }

}  // namespace

TEST_CASE("P-50 a secret is made once, and is the same after a restart") {
  const test::TemporaryFolder folder;
  const auto first = secret_in(folder.path());
  CHECK(secret_in(folder.path()) == first);
  const test::TemporaryFolder other;
  CHECK(secret_in(other.path()) != first);
}

TEST_CASE("P-50 a secret goes to the process that replaces this one, also where nothing is kept") {
  StateDirectory state("");
  const KeptKey keeper = kept_in(state);
  CHECK(secret_in(StateDirectory("", state.hold())) == keeper.key());
}

TEST_CASE("S-11 a secret is readable by its owner only") {
  const test::TemporaryFolder folder;
  secret_in(folder.path());
  const auto may = std::filesystem::status(folder.path() + "/cookie_secret").permissions();
  CHECK((may & ~(std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)) ==
        std::filesystem::perms::none);
}

TEST_CASE("X-11 what is left of a secret is ignored, with a warning, and a new one is made") {
  const test::TemporaryFolder folder;
  const auto first = secret_in(folder.path());
  const std::string whole = folder.read("cookie_secret");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    folder.write("cookie_secret", whole.substr(0, size));
    test::CapturedLog log;
    CHECK(secret_in(folder.path()) != first);
    CHECK(log.text().find("ignoring the secret of cookies") != std::string::npos);
  }
}
