// The JSON API: what the control server answers, from the table of routes.
#pragma once

#include <vector>

#include "control/api/router.h"
#include "control/api/sources.h"
#include "control/http/guard.h"
#include "control/http/session.h"

namespace rota::control::api {

class Api {
 public:
  Api(Sources sources, const config::ControlConfig& config);

  http::Application application();
  // The configuration was loaded anew, or tried to be: tokens are as their file has
  // them now. Any thread.
  void reloaded();

 private:
  std::vector<Route> routes();

  Sources sources_;
  http::Guard guard_;
  Router router_;
};

}  // namespace rota::control::api
