// A response on its way: which octets come next. The session sends them.
#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

namespace rota::http {

class Outgoing {
 public:
  enum class Next { octets, later, end };

  void begin(Response response, Framing framing, bool with_body);
  void forget() noexcept;

  std::string_view unsent() const {
    return std::string_view(front_is_sent_ ? *response_.body : front_).substr(sent_);
  }
  void sent(std::size_t size) { sent_ += size; }
  Next refill();  // once all was sent; `later` when the source has nothing now

  bool has_source() const { return response_.source != nullptr; }
  const Text& text() const { return response_.body; }

 private:
  Next take_piece();

  Response response_;
  std::string front_;  // the response's header, later pieces of its source
  bool front_is_sent_ = false;
  bool with_body_ = false;
  bool chunked_ = false;
  std::size_t sent_ = 0;  // of the front, then of the body
};

}  // namespace rota::http
