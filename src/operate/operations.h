// The operator's word over members: it is understood, kept, put into the answers, told
// of, and ended in time. Lives on the control loop, as do all who call it; a word costs
// that loop the same however many there are.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/published.h"
#include "base/result.h"
#include "config/references.h"
#include "health/board.h"
#include "health/overrides.h"
#include "health/pulse.h"
#include "operate/drains.h"
#include "operate/events/events.h"
#include "operate/override_request.h"
#include "operate/view.h"
#include "publish/operators.h"
#include "publish/publisher.h"

namespace rota::operate {

struct OperatedPools;

class Operations final : public publish::Operators {
 public:
  // All must outlive it; nobody may turn the loop after it is gone.
  struct Parts {
    boost::asio::io_context& loop;
    const Clock& clock;
    Published<snapshot::Snapshot>& published;
    publish::Publisher& publisher;
    health::Board& board;
    Events& events;
  };
  // Reads the overrides that were kept; a state of "" keeps nothing.
  Operations(const Parts& parts, const StateDirectory& state);
  ~Operations();

  struct Said {
    config::MemberKey of{};
    std::uint64_t edition = 0;                 // that every answer heeds it from
    std::uint64_t revision = 0;                // of the overrides, with this one
    std::string note{};                        // what the asker may not expect; "" when nothing
    std::shared_ptr<const View> view{};        // what is known then
    std::optional<bake::ReportedPool> pool{};  // nothing when the configuration has no such member
  };
  struct Refused {
    enum class Why : std::uint8_t { not_yet, unknown, mistaken, overtaken };  // unknown: the member
    Why why{};
    std::string text{};
  };
  // `done` is called once it is published and on the disk, or at once with what is
  // wrong with the request. That it could not be kept is a note, not an error.
  using Answer = boost::system::result<Said, Refused>;
  using Done = std::function<void(const Answer&)>;
  void say(const OverrideRequest& wanted, Done done);

  // As publish/operators.h says.
  std::vector<bake::MemberOverride> overrides_of(std::shared_ptr<const config::Config> config) const override;
  Adoption adopt(std::uint64_t generation, std::shared_ptr<const config::Config> config,
                 std::shared_ptr<const health::TargetList> targets) override;
  void pause_maintained() override;
  void note_reload(const publish::ReloadOutcome& outcome, std::chrono::nanoseconds took) override;

  // What is known now, at most a tenth of a second old, and never older than the last
  // change made here. Null before there was a configuration.
  std::shared_ptr<const View> view();

  // As its timer does: ends overrides in time, follows the workers. Also to be called when
  // a task of the loop has failed, which may have been the timer's.
  void look();
  void stop();  // no timer runs after it

 private:
  struct Pending;

  Result<config::MemberKey> find_forgotten(const OverrideRequest& wanted, const Error& why) const;
  void apply(const health::Override& said, const std::shared_ptr<Pending>& pending);
  void publish(const config::MemberKey& of, const std::shared_ptr<Pending>& pending);
  void finish_unpublished(const std::shared_ptr<Pending>& pending);
  void finish_published(std::uint64_t edition, const std::optional<bake::ReportedPool>& reported,
                        const std::shared_ptr<Pending>& pending);
  void published(std::uint64_t edition, Drains::Step* step);
  void finish_part(const std::shared_ptr<Pending>& pending);
  void keep(const std::shared_ptr<Pending>& pending);
  void tell(const health::Override& said, std::string_view before);
  void end_overrides();
  void sleep();

  Parts parts_;
  health::Overrides overrides_;
  Drains drains_;
  std::uint64_t generation_ = 0;
  std::shared_ptr<const config::Config> config_;
  std::shared_ptr<const health::TargetList> targets_;
  std::unique_ptr<OperatedPools> run_;  // how they are run; null before there was a configuration
  bool is_pause_stale_ = false;         // the board has not heard yet who is in maintenance
  ReloadState reload_;
  std::shared_ptr<const View> view_;  // null when it is to be made anew
  Time viewed_{};
  health::Pulse pulse_;
};

}  // namespace rota::operate
