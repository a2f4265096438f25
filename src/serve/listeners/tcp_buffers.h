// What a worker lends to the TCP connection whose turn it is: room to read into,
// and room for the answers.
#pragma once

#include <array>
#include <cstdint>

#include "base/address.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "serve/answerer.h"
#include "serve/transport.h"

namespace rota::serve {

class TcpBuffers {
 public:
  TcpBuffers(Answerer& answerer, const Transport& over) : answerer_(answerer), over_(over) {}

  std::span<std::uint8_t> input() { return input_; }
  void clear() { written_ = 0, met_nonsense_ = false; }
  void tell(milliseconds idle) { idle_ = idle; }  // to clients that ask how long they may be idle (RFC 7828)

  // Answers the whole messages at the front of what `peer` sent until there is no more room for answers,
  // and counts them; returns how many octets are done with.
  std::size_t answer(Bytes input, const Address& peer);

  Bytes output() const { return {output_.data(), written_}; }  // with their lengths, ready to be sent
  bool is_full() const { return written_ >= enough; }
  bool met_nonsense() const { return met_nonsense_; }  // what has no answer: all input is done with

 private:
  static constexpr std::size_t length_size = 2;
  static constexpr std::size_t turn = 4 * 1024;     // some 100 queries; then it is another's turn
  static constexpr std::size_t enough = 32 * 1024;  // then it is sent before more is answered

  Answerer& answerer_;
  const Transport over_;
  milliseconds idle_{0};
  std::size_t written_ = 0;
  bool met_nonsense_ = false;
  std::array<std::uint8_t, turn> input_;
  std::array<std::uint8_t, enough + length_size + largest_reply> output_;
};

}  // namespace rota::serve
