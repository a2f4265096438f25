// What a life before this one left behind, garbled in any way: each file of the state
// directory is read as far as it makes sense, and what is written from it reads the same.
// Ids: X-11 C-37
#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>
#include <string>

#include "base/kept_key.h"
#include "base/log.h"
#include "health/memory.h"
#include "health/overrides.h"
#include "operate/events/events.h"
#include "support/fake_clock.h"
#include "support/require.h"

using namespace rota;
using test::require;

namespace {

// All files of it hold this.
StateDirectory directory_of(const std::string& text) {
  return {"", StateDirectory::Texts{
                  {"health", text}, {"overrides", text}, {"events", text}, {"cookie_secret", text}}};
}

void read_states(const std::string& text) {
  const auto first = health::read_states(text);
  if (!first) return;
  const std::string written = health::write_states(first->states);
  const auto second = health::read_states(written);
  require(second && second->bad_lines == 0, "what is written can be read");
  require(health::write_states(second->states) == written, "and is the same");
}

void read_overrides(const StateDirectory& state, WallTime now) {
  const health::Overrides overrides(state, now);
  overrides.rows().each([](const health::Override& said) {
    require(health::read_override(boost::json::serialize(health::to_json(said))).has_value(),
            "an override that was read can be written and read");
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool quiet = (set_log_level(LogLevel::error), true);
  static const test::FakeClock clock;
  const std::string text(data, data + size);
  if (!quiet) return 0;
  read_states(text);
  read_overrides(directory_of(text), clock.wall());
  health::Memory(directory_of(text)).recall(health::Identity{1}, clock.wall());
  const KeptKey key(directory_of(text), "cookie_secret", "the secret of cookies");
  boost::asio::io_context loop;
  operate::Events events(loop, clock, directory_of(text));
  require(events.history().since(0).size() <= operate::History::most, "no more events than are kept");
  events.stop();
  return 0;
}
