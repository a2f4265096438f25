// What a run of odd packets found.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace rota::torture {

struct Findings {
  Findings() { first.reserve(2048); }  // what is noted of a run is not what the run keeps

  std::uint64_t thrown = 0;
  std::uint64_t replies = 0;
  std::uint64_t responses = 0;           // packets with QR=1
  std::uint64_t answered_responses = 0;  // those that were answered all the same
  std::uint64_t broken = 0;              // promises (support/promises.h)
  std::uint64_t hangs = 0;               // good questions behind odd packets that got no answer
  std::uint64_t slow = 0;     // packets that took longer than one may, at the best of several times
  double slowest_us = 0;      // of all, to be answered
  std::int64_t heap = 0;      // octets in use after it more than after the warm-up
  std::int64_t resident = 0;  // the same of the resident set
  std::array<std::uint64_t, 16> rcodes{};  // replies by their header's
  std::string first;                       // of what went wrong, with the request in hex

  void note(std::uint64_t& count, const char* what, std::span<const std::uint8_t> request) {
    ++count;
    if (!first.empty()) return;
    first = std::string(what) + ":";
    for (const std::uint8_t octet : request) {
      first += ' ';
      first += "0123456789abcdef"[octet >> 4];
      first += "0123456789abcdef"[octet & 15];
    }
  }

  void add(const Findings& other) {
    thrown += other.thrown;
    replies += other.replies;
    responses += other.responses;
    answered_responses += other.answered_responses;
    broken += other.broken;
    hangs += other.hangs;
    slow += other.slow;
    slowest_us = slowest_us < other.slowest_us ? other.slowest_us : slowest_us;
    for (std::size_t i = 0; i < rcodes.size(); ++i) rcodes[i] += other.rcodes[i];
    if (first.empty()) first = other.first;
  }
};

}  // namespace rota::torture
