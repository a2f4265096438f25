// The JSON API: what the control server answers, from the table of routes.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/context.h"
#include "api/router.h"
#include "http/guard.h"
#include "http/session.h"

namespace rota::api {

class Api {
 public:
  // `loop` is the server's; `history` is of the events before the first that is told.
  Api(boost::asio::io_context& loop, Sources sources, operate::History history,
      const config::ControlConfig& config);

  http::Application application();

  // The configuration was loaded anew, or tried to be: tokens are as their file has
  // them now, and who may read as it says. Any thread.
  void reloaded();

  // To be called on the control loop with each event.
  void tell(const operate::EventPtr& event);

 private:
  void wait();
  void beat();
  void note_soon();
  void note();
  void pass_on(const operate::EventPtr& event);

  Context context_;
  http::Guard guard_;
  Router router_;
  boost::asio::steady_timer pulse_;
  std::uint64_t beats_ = 0;
  boost::asio::steady_timer noting_;  // from the news of a member to a look at its state
  bool is_noting_ = false;
};

}  // namespace rota::api
