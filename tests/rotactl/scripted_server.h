// A daemon as the test wants it: answers each request on its UNIX socket with what
// was written down for it, and remembers what was asked.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "support/temporary_folder.h"

namespace rota::test {

class ScriptedServer {
 public:
  struct Answer {
    unsigned status = 200;
    std::string body;
  };
  struct Request {
    std::string line;  // "GET /api/v1/status"
    std::string body;
    std::string token;
    std::string last_event_id;
  };

  ScriptedServer() : acceptor_(loop_, {path()}), thread_([this] { serve(); }) {}
  ~ScriptedServer() {
    close();
    thread_.join();
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  std::string path() const { return folder_.path() + "/control.sock"; }

  // The answers to "METHOD /target" in their order; the last one stays.
  void answer(const std::string& line, std::vector<Answer> answers) {
    const std::lock_guard lock(mutex_);
    answers_[line].assign(answers.begin(), answers.end());
  }
  void answer(const std::string& line, const std::string& body) { answer(line, {{200, body}}); }

  std::vector<Request> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  using Socket = boost::asio::local::stream_protocol::socket;

  // A last connection wakes the thread up.
  void close() {
    closing_ = true;
    boost::system::error_code ignored;
    Socket(loop_).connect({path()}, ignored);
  }

  void serve() {
    while (true) {
      Socket socket(loop_);
      boost::system::error_code failed;
      acceptor_.accept(socket, failed);
      if (closing_ || failed) return;
      answer_one(socket);
    }
  }

  void answer_one(Socket& socket) {
    namespace http = boost::beast::http;
    boost::beast::flat_buffer buffer;
    http::request<http::string_body> request;
    boost::system::error_code failed;
    http::read(socket, buffer, request, failed);
    if (failed) return;
    const Answer chosen = choose(request);
    http::response<http::string_body> response{http::int_to_status(chosen.status), 11, chosen.body};
    response.prepare_payload();
    http::write(socket, response, failed);
  }

  Answer choose(const boost::beast::http::request<boost::beast::http::string_body>& request) {
    const std::lock_guard lock(mutex_);
    const std::string line = std::string(request.method_string()) + " " + std::string(request.target());
    requests_.push_back({line, request.body(), std::string(request[boost::beast::http::field::authorization]),
                         std::string(request["Last-Event-ID"])});
    auto& answers = answers_[line];
    if (answers.empty()) return {404, R"({"error": "nothing is written down for )" + line + R"("})"};
    const Answer out = answers.front();
    if (answers.size() > 1) answers.pop_front();
    return out;
  }

  TemporaryFolder folder_;
  boost::asio::io_context loop_;
  boost::asio::local::stream_protocol::acceptor acceptor_;
  mutable std::mutex mutex_;
  std::map<std::string, std::deque<Answer>> answers_;
  std::vector<Request> requests_;
  std::atomic<bool> closing_{false};
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace rota::test
