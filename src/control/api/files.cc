// The files of the status page, as they stand in the program.
#include "control/api/handlers.h"
#include "control/page/page.h"

namespace rota::control::api {

std::vector<Route> page_routes() {
  std::vector<Route> out;
  for (const PageFile& file : page_files()) {
    const auto send = [text = std::make_shared<const std::string>(file.content),
                       type = std::string(file.type)](const Call& call) {
      http::Response response;
      response.type = type;
      response.body = text;
      call.reply(std::move(response));
    };
    out.push_back({"GET", file.path, Access::reads, "", send, "a file of the status page"});
  }
  return out;
}

}  // namespace rota::control::api
