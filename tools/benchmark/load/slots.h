// The queries one socket has under way.
#pragma once

#include <algorithm>
#include <vector>

#include "load/check.h"
#include "load/result.h"

namespace rota::bench {

// A query's id is its slot's number and, in the bits above, how often that slot was used.
class Slots {
 public:
  static constexpr std::size_t most = 1024;

  Slots(const Questions& questions, Totals& totals, std::size_t count)
      : questions_(questions), totals_(totals), slots_(std::min(count, most)) {
    for (std::size_t i = slots_.size(); i > 0; --i) free_.push_back(i - 1);
  }

  bool has_room() const { return !free_.empty(); }
  bool waits() const { return free_.size() < slots_.size(); }

  // Writes the query of a question to `out`, which has room for it; its size.
  std::size_t ask(std::size_t question, Time now, std::uint8_t* out) {
    const std::size_t i = free_.back();
    free_.pop_back();
    Slot& slot = slots_[i];
    const auto id = static_cast<std::uint16_t>((slot.id / most + 1) * most + i);
    slot = {static_cast<std::uint32_t>(question), id, true, now};
    const Bytes query = questions_.query(questions_[question]);
    std::copy(query.begin(), query.end(), out);
    out[0] = static_cast<std::uint8_t>(id >> 8);
    out[1] = static_cast<std::uint8_t>(id);
    ++totals_.sent;
    return query.size();
  }

  // Counts a reply, and frees its slot.
  void take(Bytes reply, Time now) {
    const std::size_t id = reply.size() < 2 ? 0 : static_cast<std::size_t>(reply[0] << 8 | reply[1]);
    const std::size_t i = id % most;
    if (i >= slots_.size() || !slots_[i].waiting || slots_[i].id != id) {
      ++totals_.stray;
      return;
    }
    const Question& question = questions_[slots_[i].question];
    release(i);
    if (const char* wrong = mistake(reply, question, questions_.query(question))) {
      if (totals_.wrong++ == 0) totals_.first_mistake = wrong;
      return;
    }
    ++totals_.right;
    totals_.latency.add(now - slots_[i].sent);
  }

  // Gives up what was sent before `before`.
  void expire(Time before) {
    for (std::size_t i = 0; i < slots_.size(); ++i)
      if (slots_[i].waiting && slots_[i].sent < before) {
        ++totals_.lost;
        release(i);
      }
  }

 private:
  struct Slot {
    std::uint32_t question = 0;
    std::uint16_t id = 0;
    bool waiting = false;
    Time sent{};
  };

  void release(std::size_t i) {
    slots_[i].waiting = false;
    free_.push_back(i);
  }

  const Questions& questions_;
  Totals& totals_;
  std::vector<Slot> slots_;
  std::vector<std::size_t> free_;
};

}  // namespace rota::bench
