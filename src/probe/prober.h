// Sends the probes of the targets under watch when they are due, lets their
// verdicts hear what was found, and hands it on.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>

#include "base/clock.h"
#include "base/dice.h"
#include "health/probes.h"
#include "health/pulse.h"
#include "probe/budget.h"
#include "probe/http_client.h"
#include "probe/schedule.h"

namespace rota::probe {

class Prober final : public health::Probes {
 public:
  static std::unique_ptr<Probes> start(boost::asio::io_context& loop, const Clock& clock, Dice dice,
                                       health::TargetTable& table, Weigh weigh, Heard heard);

  Prober(boost::asio::io_context& loop, const Clock& clock, Dice dice, health::TargetTable& table,
         Weigh weigh, Heard heard);

  health::Checks make(const health::KindSettings& settings) const override;
  Time first_due(const health::Watched& one, std::size_t among) override;
  void plan_all() override;
  void resume() override { http_.resume(); }
  void end_lost(Time now) override;
  void stop() override;
  std::uint64_t late() const override { return late_; }

 private:
  void beat();
  void rest();
  void send(health::Watched& one);
  void begin(health::Watched& one);
  void end(health::Watched& one, health::Outcome outcome);

  boost::asio::io_context& loop_;
  const Clock& clock_;
  Dice dice_;
  health::TargetTable& table_;
  Weigh weigh_;
  Heard heard_;
  HttpClient http_;
  health::Pulse pulse_;
  Budget budget_;
  Schedule schedule_{0};  // until the first plan
  std::uint64_t late_ = 0;
};

}  // namespace rota::probe
