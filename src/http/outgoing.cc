#include "http/outgoing.h"

#include <utility>

namespace rota::http {

void Outgoing::begin(Response response, Framing framing, bool with_body) {
  response_ = std::move(response);
  chunked_ = framing.chunked;
  with_body_ = with_body;
  front_ = write_head(response_, framing);
  front_is_sent_ = false;
  sent_ = 0;
}

void Outgoing::forget() noexcept {
  response_.body.reset();
  response_.source.reset();
  front_.clear();
  front_is_sent_ = false;
  sent_ = 0;
}

Outgoing::Next Outgoing::refill() {
  if (with_body_ && has_source()) return take_piece();
  if (!with_body_ || response_.body == nullptr || front_is_sent_) return Next::end;
  front_is_sent_ = true;
  sent_ = 0;
  return unsent().empty() ? Next::end : Next::octets;
}

Outgoing::Next Outgoing::take_piece() {
  auto piece = response_.source->next();
  sent_ = 0;
  if (piece && piece->empty()) {
    front_.clear();
    return Next::later;
  }
  if (piece) {
    front_ = chunked_ ? framed(*piece) : std::move(*piece);
    return Next::octets;
  }
  response_.source.reset();
  response_.body.reset();  // what it was made of
  front_ = chunked_ ? "0\r\n\r\n" : "";
  return front_.empty() ? Next::end : Next::octets;
}

}  // namespace rota::http
