// Any results at any times, held against a model that knows no state: it keeps all that
// was found, and reads from that how the target stands, as the head of health/verdict.h
// says it.
// Ids: H-02 H-03 H-05
#include "health/verdict.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "support/require.h"

using namespace rota;
using namespace rota::health;
using test::require;

namespace {

class Model {
 public:
  Model(const config::Timing& timing, std::optional<bool> assumed, Time now)
      : timing_(timing), fit_(assumed), last_result_(now), timed_since_(now) {}

  void follow(const config::Timing& timing, Time now) {
    timing_ = timing;
    timed_since_ = now;
  }

  // Whether it decided.
  bool hear(bool pass, Time now, bool may_fall) {
    last_result_ = now;
    is_stale_ = false;
    results_.push_back({pass, now});
    const bool decides = !fit_ || (count() >= needed() && (pass ? is_free(now) : may_fall));
    if (!decides) return false;
    fit_ = pass;
    results_.clear();
    if (!pass) falls_.push_back(now);
    return true;
  }
  void forget_doubt() {
    if (is_fit()) results_.clear();
  }
  bool grows_stale(Time now) {
    if (!fit_ || is_stale_ ||
        now - std::max(last_result_, timed_since_) <= 3 * timing_.interval + timing_.timeout)
      return false;
    return is_stale_ = true;
  }

  bool is_fit() const { return fit_.value_or(true); }
  // Results in a row, the latest among them, that speak against what is known.
  int count() const {
    const auto confirms = [&](const Result& result) { return result.pass == is_fit(); };
    const auto others = std::find_if(results_.rbegin(), results_.rend(), confirms);
    return static_cast<int>(others - results_.rbegin());
  }
  int needed() const { return is_fit() ? timing_.fall : timing_.rise; }
  State state() const {
    if (!fit_) return State::unknown;
    if (is_stale_) return State::stale;
    if (!*fit_) return State::down;
    return count() > 0 ? State::failing : State::up;
  }

 private:
  struct Result {
    bool pass;
    Time at;
  };

  // From the third fall in ten minutes on, it must have passed for as long as it is held.
  bool is_free(Time now) const {
    constexpr std::chrono::nanoseconds ten_minutes = std::chrono::minutes(10);
    if (falls_.empty()) return true;
    const auto lately =
        std::ranges::count_if(falls_, [&](Time fall) { return falls_.back() - fall <= ten_minutes; });
    std::chrono::nanoseconds held = lately < 3 ? milliseconds(0) : timing_.hold_down;
    for (auto more = lately; more > 3 && held < ten_minutes; --more) held *= 2;
    return now - (results_.end() - count())->at >= std::min(held, ten_minutes);
  }

  config::Timing timing_;
  std::optional<bool> fit_;
  Time last_result_;
  Time timed_since_;
  bool is_stale_ = false;
  std::vector<Result> results_{};  // since the last that decided
  std::vector<Time> falls_{};
};

void compare(const Verdict& verdict, const Model& model) {
  const TargetHealth health = verdict.health();
  const int count = std::min(model.count(), model.needed());
  require(health.state == model.state() && health.fit == model.is_fit(),
          "it stands as what was found makes it");
  require(verdict.pending().count == count && verdict.pending().needed == (count > 0 ? model.needed() : 0),
          "what is pending is counted");
  const bool in_doubt = model.state() == State::unknown || model.state() == State::stale || count > 0;
  require(health.in_doubt == in_doubt, "doubt is told");
  const bool is_hurried = model.state() == State::unknown || (model.state() != State::stale && count > 0);
  require(verdict.is_hurried() == is_hurried, "doubt is in a hurry");
}

config::Timing timing_of(Bytes from) {
  return {.interval = seconds(1 + from[0] / 16),
          .timeout = milliseconds(500),
          .rise = 1 + from[1] % 8,
          .fall = 1 + from[1] / 32,
          .hold_down = seconds(from[2])};
}

// Of three octets: what happens, and when.
void happen(Bytes event, Time& now, Verdict& verdict, Model& model) {
  now += milliseconds(10) * load16(event.data() + 1);  // up to eleven minutes
  const bool may_fall = (event[0] & 0x10) == 0;
  const Finding finding = (event[0] & 1) != 0 ? Finding::pass : Finding::fail;
  const bool would_fall = verdict.would_fall();
  switch (event[0] % 8 / 2) {
    case 0:
    case 1: {
      const bool decided = verdict.hear(finding, now, may_fall).decided;
      require(decided == model.hear(finding == Finding::pass, now, may_fall), "it decides when it should");
      if (finding == Finding::fail && may_fall) require(decided == would_fall, "a fall was foreseen");
      break;
    }
    case 2: {
      if (finding == Finding::pass) {
        const TargetHealth before = verdict.health();
        const config::Timing timing = timing_of(event);
        verdict.follow(timing, now);
        model.follow(timing, now);
        require(verdict.health() == before, "other thresholds change nothing by themselves");
      }
      require(!verdict.hear(Finding::inconclusive, now).decided, "nothing was found");
      break;
    }
    default:
      if (finding == Finding::pass) {
        require(verdict.grows_stale(now) == model.grows_stale(now), "silence makes stale, once");
      } else {
        verdict.forget_doubt();
        model.forget_doubt();
      }
  }
  compare(verdict, model);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t head = 4, each = 3, most = 500;
  if (size < head) return 0;
  const config::Timing timing = timing_of({data, head});
  const std::optional<bool> assumed = data[3] % 3 == 0 ? std::nullopt : std::optional(data[3] % 3 == 1);
  Time now{std::chrono::hours(1)};
  Verdict verdict(timing, assumed, now);
  Model model(timing, assumed, now);
  compare(verdict, model);
  const std::size_t events = std::min((size - head) / each, most);
  for (std::size_t i = 0; i < events; ++i) happen({data + head + i * each, each}, now, verdict, model);
  return 0;
}
