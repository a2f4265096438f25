// What one walk over our zones (serve/lookup.h) has come by: the names of a chain of
// aliases, and whom it need not give again. It has room for the longest walk, and is kept
// from question to question: a hardened build clears whatever is made on the stack.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "dns/name.h"

namespace rota::serve {

constexpr std::size_t longest_chain = 16;  // of CNAMEs and DNAMEs; what is there by then is sent
constexpr std::size_t most_helped = 16;    // names whose addresses are given beside an answer

class Trail {
 public:
  // `question` is lower-cased and must outlive the walk.
  void begin(dns::NameView question) {
    question_ = name_ = question;
    hop_ = dname_count_ = helped_count_ = 0;
  }

  dns::NameView name() const { return name_; }  // lower-cased
  std::size_t hop() const { return hop_; }      // how many aliases led there
  bool is_too_long() const { return hop_ > longest_chain; }

  // Goes on to `target`; false when that name was there before. Not once it is too long.
  bool go_on(dns::NameView target);

  // Where a target may be put together: the room of the next name.
  std::span<std::uint8_t, dns::max_name> room() { return names_[hop_].octets; }

  // False when it is there already. Nodes are told apart by where they lie: at most one
  // DNAME a name of the chain, and most_helped hosts.
  bool note_dname(const std::uint8_t* node) { return note(node, dnames_, dname_count_); }
  bool note_helped(const std::uint8_t* node) { return note(node, helped_, helped_count_); }
  bool has_helped_enough() const { return helped_count_ == most_helped; }

 private:
  struct Room {
    std::size_t size;
    std::array<std::uint8_t, dns::max_name> octets;
    dns::NameView name() const { return {octets.data(), size}; }
  };
  static bool note(const std::uint8_t* node, std::span<const std::uint8_t*> all, std::size_t& count);

  dns::NameView question_;
  dns::NameView name_;
  std::size_t hop_ = 0;
  std::size_t dname_count_ = 0;
  std::size_t helped_count_ = 0;
  std::array<Room, longest_chain + 1> names_;  // all but the question's
  std::array<const std::uint8_t*, longest_chain + 1> dnames_;
  std::array<const std::uint8_t*, most_helped> helped_;
};

}  // namespace rota::serve
