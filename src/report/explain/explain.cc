#include "report/explain/explain.h"

#include <array>
#include <string_view>
#include <utility>

#include "report/explain/steps.h"
#include "serve/answer_once.h"

namespace rota::report {

namespace {

// As dig asks, but for EDNS.
std::vector<std::uint8_t> request_of(const Question& question) {
  std::vector<std::uint8_t> out{0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
  const dns::NameView name = question.name;
  out.insert(out.end(), name.begin(), name.end());
  std::array<std::uint8_t, 4> rest{};
  store16(rest.data(), static_cast<std::uint16_t>(question.type));
  store16(rest.data() + 2, static_cast<std::uint16_t>(dns::Class::in));
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

}  // namespace

std::string text(Ending ending) {
  static constexpr std::array<std::string_view, 8> words{"pool",     "records", "nodata",   "nxdomain",
                                                         "referral", "refused", "servfail", "alias"};
  return std::string(words[static_cast<std::size_t>(ending)]);
}

Explanation explain(const bake::World& world, Question question) {
  Explanation out{.question = std::move(question),
                  .zone = {},
                  .steps = {},
                  .ttl = {},
                  .ttl_reason = {},
                  .answer = {},
                  .pool = {},
                  .config = world.shared_config(),
                  .targets = world.shared_targets()};
  Steps(world, out).tell();
  out.answer = serve::answer_once(world.snapshot(), request_of(out.question), out.question.client);
  return out;
}

}  // namespace rota::report
