// "No such name" and "no data" in the form in which they are sent: the zone's SOA with the
// negative TTL (RFC 2308 section 5), its names compressed as dns/reply.h does it. The bake
// makes it, once a zone.
//
// A name is compressed only against the same letters, and people and resolvers ask in any
// case. So a zone has a form for each label of its apex, the root's too: form k is for
// questions that spell the apex as we do from its kth label on, and not before. What a
// question has before the apex moves all pointers of a form by the same.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

#include "dns/record_set.h"

namespace rota::snapshot {

constexpr std::size_t denial_unit = 8;
constexpr std::size_t most_labels_before = 24;  // the apex, in a question that a form is for

// As it lies in the block of all zones, followed by the record and filled up to whole units.
struct DenialHead {
  std::uint16_t size = 0;  // of the record
  std::uint16_t spare = 0;
  std::array<std::uint16_t, 2> pointers{};  // where those of MNAME and RNAME stand in it; 0 = none
  // How the labels begin that MNAME and RNAME have directly before the apex; 0 = none. Where a
  // question has one of them there as well, a pointer might lead to it.
  std::array<std::uint32_t, 2> labels{};
};

// A view of the form for one question.
class Denial {
 public:
  Denial(const std::uint8_t* at, std::size_t moved) : at_(at), moved_(moved) {}

  std::size_t size() const { return head().size; }
  // The record, to directly behind the question.
  void write(std::uint8_t* to) const;
  static void lower_ttl(std::uint8_t* written, std::uint32_t most);

 private:
  friend class Denials;
  void move(std::uint8_t* pointer) const {
    store16(pointer, static_cast<std::uint16_t>(load16(pointer) + moved_));
  }
  const DenialHead& head() const { return *reinterpret_cast<const DenialHead*>(at_); }

  const std::uint8_t* at_;
  std::size_t moved_;  // the pointers
};

// A view of all forms of a zone.
class Denials {
 public:
  Denials(dns::NameView apex, const std::uint8_t* at, std::uint32_t forms)
      : apex_(apex), at_(at), forms_(forms) {}

  // For a question for this name of the zone, in any case. None: it may be compressed more.
  [[gnu::always_inline]] std::optional<Denial> of(dns::NameView asked) const;

 private:
  // Of whoever spells the apex otherwise; null: there is none. No member, whose `this` would keep
  // its caller from having the view in registers.
  static const std::uint8_t* other_form(dns::NameView apex, const std::uint8_t* asked_apex,
                                        const std::uint8_t* at, std::uint32_t forms);

  dns::NameView apex_;
  const std::uint8_t* at_;
  std::uint32_t forms_;
};

// How the label begins that stands in the name directly before its last `size` octets, which
// are a whole name: its length and three more octets, which a question has there in any case.
// 0 when there is none, or too many stand before it.
inline std::uint32_t label_before(dns::NameView name, std::size_t size) {
  const std::uint8_t* at = name.data();
  const std::uint8_t* const end = name.data() + name.size() - size;
  for (std::size_t left = most_labels_before; left > 0 && at < end; --left) {
    const std::uint8_t* const next = at + *at + 1;
    if (next >= end) return load32(at);
    at = next;
  }
  return 0;
}

inline void Denial::write(std::uint8_t* to) const {
  std::memcpy(to, at_ + sizeof(DenialHead), size());
  if (*to != 0) move(to);  // the owner; the root's takes no pointer
  for (const std::uint16_t at : head().pointers)
    if (at != 0) move(to + at);
}

inline std::optional<Denial> Denials::of(dns::NameView asked) const {
  const std::size_t before = asked.size() - apex_.size();
  const bool is_ours = dns::is_spelled(asked.data() + before, apex_);
  const std::uint8_t* const form =
      is_ours && forms_ > 0 ? at_ : other_form(apex_, asked.data() + before, at_, forms_);
  if (form == nullptr) return {};
  const Denial out(form, before);
  if (before == 0) return out;
  const std::uint32_t label = label_before(asked, apex_.size());
  const auto& labels = out.head().labels;
  return label == 0 || label == labels[0] || label == labels[1] ? std::nullopt : std::optional(out);
}

}  // namespace rota::snapshot
