// What all probes share; the prober owns it and outlives them.
#pragma once

namespace boost::asio {
class io_context;
}

namespace rota::probe {
class HttpClient;
}

namespace rota::health {

struct ProbeContext {
  boost::asio::io_context& loop;
  probe::HttpClient& http;
};

}  // namespace rota::health
