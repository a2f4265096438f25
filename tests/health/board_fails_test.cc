// What throws on the board's loop, when memory runs out above all.
#include <boost/asio/post.hpp>
#include <new>

#include "base/guard.h"
#include "health/boarding.h"

using namespace rota;
using namespace rota::test;

namespace {

// As ScriptedCheck, but some probes cannot be started.
class FailingCheck final : public Check {
 public:
  explicit FailingCheck(std::shared_ptr<ScriptedCheck> script) : script_(std::move(script)) {}
  std::unique_ptr<Probe> start(const ProbeContext& context, const Address& address, milliseconds timeout,
                               Done done) const override {
    if (failures_left-- > 0) throw std::bad_alloc();
    return script_->start(context, address, timeout, std::move(done));
  }
  mutable int failures_left = 0;

 private:
  std::shared_ptr<ScriptedCheck> script_;
};

struct Failing : Boarding {
  std::shared_ptr<FailingCheck> failing = std::make_shared<FailingCheck>(check);

  void adopt_failing(std::uint64_t generation) {
    board->adopt(generation, std::make_shared<const TargetList>(list_targets(config)), config.checks,
                 {failing});
  }

  // The loop as it runs in rotad.
  void run_guarded_until(const std::function<bool()>& done) {
    const auto limit = std::chrono::steady_clock::now() + seconds(20);
    while (!done() && std::chrono::steady_clock::now() < limit)
      if (guarded("a task", [&] { loop.run_one_for(seconds(1)); }))
        persist("resuming", [&] { board->resume(); });
    REQUIRE(done());
  }
};

}  // namespace

TEST_CASE_METHOD(Failing, "A5 a probe that cannot be started is no verdict, and is tried again") {
  add("192.0.2.1", {passed()});
  failing->failures_left = 3;
  adopt_failing(1);
  run_until([&] { return has({1, 0, is_up}); });
  CHECK(changes == std::vector<Change>{{1, 0, is_unknown}, {1, 0, is_up}});
  CHECK(board->statuses()[TargetId{0}].inconclusive == 3);
  CHECK(board->statuses()[TargetId{0}].failed == 0);
}

TEST_CASE_METHOD(Failing, "A5 a result that is lost on its way is told by the next look, and probes go on") {
  add("192.0.2.1", {passed(), failed("x"), failed("x"), failed("x"), passed()});
  int failures_left = 3;
  std::vector<Change> heard;
  board = std::make_unique<Board>(loop, clock, Dice(1), folder.path(), probe::Prober::start,
                                  [&](std::uint64_t generation, TargetId target, TargetHealth health) {
                                    if (health != is_unknown && failures_left-- > 0) throw std::bad_alloc();
                                    heard.push_back({generation, target.value, health});
                                  });
  adopt(1);
  const auto has_heard = [&](TargetHealth health) {
    return std::ranges::find(heard, Change{1, 0, health}) != heard.end();
  };
  run_guarded_until([&] { return has_heard(is_down); });
  heard.clear();
  run_guarded_until([&] { return has_heard(is_up); });
}
