// The table of all routes, and the way from a request to its handler: unknown
// paths, wrong methods and wrong parameters end here, and so does who may not.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "http/guard.h"

namespace rota::api {

using http::Access;

struct Route {
  std::string_view method;   // GET, which serves HEAD as well, or POST
  std::string_view pattern;  // "/api/v1/zones/{zone}/records"
  Access access = Access::reads;
  std::string_view query;  // the parameters it takes, with a space between
  std::function<void(Call)> handle{};
  std::string_view summary{};  // for the description of the API; "" = of a file
};

class Router {
 public:
  Router(std::vector<Route> routes, const http::Guard& guard);

  // As http::Application wants them.
  std::optional<http::Response> refuse(const http::Request& request) const;
  void answer(http::Request request, http::Reply reply) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  struct Match;
  Match match(const http::Request& request) const;

  std::vector<Route> routes_;
  const http::Guard& guard_;
};

}  // namespace rota::api
