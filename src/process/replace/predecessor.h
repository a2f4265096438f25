// The process that this one was started to replace, as seen from here. It goes on
// answering until this one says that it is ready, and as if nothing had happened when
// this one ends before. Replacer is the other side.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/inherited.h"
#include "base/result.h"
#include "base/state_directory.h"
#include "process/replace/message.h"

namespace rota::process {

class Predecessor {
 public:
  // The one that the environment tells of; nullptr when this process was started afresh.
  // To be called before anything opens a descriptor, and before any thread.
  static Result<std::unique_ptr<Predecessor>> meet();

  Inherited& sockets() { return sockets_; }

  // Asks for what it knows at this moment, and waits for that.
  Result<StateDirectory::Texts> learn();

  void tell_failure(std::string_view why);  // a sentence, and behind it a line for each error
  // From now on this process answers. `ours` is called on the loop when the service is
  // this process's, `gone` when the other one has ended.
  void tell_ready(boost::asio::io_context& loop, std::function<void()> ours, std::function<void()> gone);

 private:
  explicit Predecessor(Socket line) : line_(std::move(line)) {}

  void say(std::string_view word, std::string_view text = {});
  Result<Message> hear();
  void listen();

  Socket line_;
  std::string arrived_;
  Inherited sockets_;
  std::optional<boost::asio::local::stream_protocol::socket> watched_;
  std::function<void()> ours_;
  std::function<void()> gone_;
};

}  // namespace rota::process
