#include "dns/reply.h"

#include <algorithm>
#include <cstring>

namespace rota::dns {

namespace {

constexpr std::uint16_t pointer_bits = 0xC000;
constexpr std::size_t farthest_pointer = 0x3FFF;
constexpr std::size_t error_size = option_head + 2;

}  // namespace

Reply::Reply(const Query& query, std::span<std::uint8_t> out, std::size_t limit, Bytes options)
    : query_(query),
      options_(options),
      out_(out.first(std::min(out.size(), limit) - (query.edns.present ? opt_size + options.size() : 0))),
      body_(header_size + query.question.size()) {
  std::memset(out.data(), 0, header_size);
  out_.roll_back(header_size);
  // The question is at most 259 octets and the room at least 512: it always fits.
  std::uint8_t* to = out_.take(query.question.size());
  if (to != query.question.data()) std::ranges::copy(query.question, to);
  if (query.name_size > 0) remember(header_size, query.name_size);
}

bool Reply::add(Section section, std::uint16_t owner, const RecordSet& set) {
  const std::size_t mark = out_.size();
  const bool equal = set.size != 0 && names_inside(set.type).names == 0;
  const bool whole = equal ? write_equal(owner, set) : write_each(owner, set);
  return keep_or_roll_back(whole, mark, section, set.count);
}

RecordSet Reply::fitting(const RecordSet& set) const {
  RecordSet out = set;
  const std::size_t room = set.size == 0 ? set.count : out_.left() / (record_head + set.size);
  out.count = static_cast<std::uint16_t>(std::clamp<std::size_t>(room, 1, set.count));
  return out;
}

bool Reply::add(Section section, NameView owner, const RecordSet& set) {
  if (const auto pointer = find(owner, Case::any)) return add(section, *pointer, set);
  // Written out once, at the head of the first record; the others point there.
  const std::size_t mark = out_.size();
  if (mark > farthest_pointer) return false;
  const auto pointer = static_cast<std::uint16_t>(pointer_bits | mark);
  bool whole = true;
  for (const Bytes rdata : set) {
    whole = out_.size() == mark ? write_name(owner, Case::any) : out_.write16(pointer);
    whole = whole && write_record(set, rdata);
    if (!whole) break;
  }
  return keep_or_roll_back(whole, mark, section, set.count);
}

bool Reply::write_equal(std::uint16_t owner, const RecordSet& set) {
  std::uint8_t* to = out_.take(set.count * (record_head + set.size));
  if (to == nullptr) return false;
  dns::write_equal(set, owner, to);
  return true;
}

bool Reply::write_each(std::uint16_t owner, const RecordSet& set) {
  for (const Bytes rdata : set)
    if (!out_.write16(owner) || !write_record(set, rdata)) return false;
  return true;
}

// All of a record but its owner.
bool Reply::write_record(const RecordSet& set, Bytes rdata) {
  const RecordHead head = head_of(0, set.type, set.ttl, static_cast<std::uint16_t>(rdata.size()));
  if (!out_.write(Bytes(head).subspan(2))) return false;
  const std::size_t start = out_.size();
  if (!write_names(names_inside(set.type), rdata)) return false;
  store16(out_.data() + start - 2, static_cast<std::uint16_t>(out_.size() - start));
  return true;
}

bool Reply::write_names(NamesInside inside, Bytes rdata) {
  bool whole = out_.write(rdata.first(inside.lead));
  Bytes rest = rdata.subspan(inside.lead);
  for (std::uint8_t i = 0; i < inside.names && whole; ++i) {
    const NameView name = rest.first(name_size(rest));
    const std::size_t at = out_.size();
    whole = write_name(name, Case::exact);
    // A name that is itself a pointer is handed on as that pointer: no chains.
    const bool is_pointer = whole && (out_.data()[at] & 0xC0) == 0xC0;
    if (whole)
      last_target_ = is_pointer ? load16(out_.data() + at) : static_cast<std::uint16_t>(pointer_bits | at);
    rest = rest.subspan(name.size());
  }
  return whole && out_.write(rest);
}

bool Reply::write_name(NameView name, Case letters) {
  const std::size_t start = out_.size();
  for (NameView suffix = name; suffix.size() > 1; suffix = parent(suffix)) {
    const auto pointer = find(suffix, letters);
    if (!pointer) continue;
    if (!out_.write(name.first(name.size() - suffix.size())) || !out_.write16(*pointer)) return false;
    remember(start, name.size());
    return true;
  }
  if (!out_.write(name)) return false;
  remember(start, name.size());
  return true;
}

// A pointer to where the name stands already.
std::optional<std::uint16_t> Reply::find(NameView name, Case letters) const {
  for (const Known& known : std::span(known_).first(known_count_))
    if (known.size == name.size() && stands_at(name, known.at, letters))
      return static_cast<std::uint16_t>(pointer_bits | known.at);
  return {};
}

// Notes every label of the name of this size written at `offset`, up to a pointer or
// the root.
void Reply::remember(std::size_t offset, std::size_t size) {
  while (known_count_ < known_.size() && offset <= farthest_pointer) {
    const std::uint8_t label = out_.data()[offset];
    if (label == 0 || label > max_label) return;
    known_[known_count_++] = {static_cast<std::uint16_t>(offset), static_cast<std::uint16_t>(size)};
    offset += label + 1U;
    size -= label + 1U;
  }
}

bool Reply::is_at(NameView name, std::uint16_t pointer) const {
  return stands_at(name, pointer & farthest_pointer, Case::any);
}

// Whether `name` is what stands in the message at `offset`. Our own pointers only
// ever lead backwards, so this ends.
bool Reply::stands_at(NameView name, std::size_t offset, Case letters) const {
  const std::uint8_t* message = out_.data();
  while (true) {
    while ((message[offset] & 0xC0) == 0xC0) offset = load16(message + offset) & farthest_pointer;
    const std::size_t size = message[offset] + std::size_t{1};
    if (name.size() < size) return false;
    const Bytes written(message + offset, size);
    if (letters == Case::exact ? !std::ranges::equal(written, name.first(size))
                               : !equal(written, name.first(size)))
      return false;
    if (size == 1) return true;
    name = name.subspan(size);
    offset += size;
  }
}

bool Reply::keep_or_roll_back(bool whole, std::size_t mark, Section section, std::uint16_t count) {
  if (whole) {
    counts_[static_cast<std::size_t>(section)] =
        static_cast<std::uint16_t>(counts_[static_cast<std::size_t>(section)] + count);
    return true;
  }
  out_.roll_back(mark);
  while (known_count_ > 0 && known_[known_count_ - 1].at >= mark) --known_count_;
  return false;
}

bool Reply::add_cname(std::uint16_t owner, NameView target, std::uint32_t ttl) {
  const auto size = static_cast<std::uint16_t>(target.size());
  return add(Section::answer, owner, {Type::cname, 1, size, 0, ttl, target.data()});
}

bool Reply::add_text(Bytes rdata) {
  const std::size_t mark = out_.size();
  std::uint8_t* const to = out_.take(record_head);
  if (to == nullptr) return false;
  const RecordHead head = head_of(question_pointer, Type::txt, 0, static_cast<std::uint16_t>(rdata.size()));
  std::ranges::copy(head, to);
  store16(to + 4, static_cast<std::uint16_t>(query_.in_class));
  return keep_or_roll_back(out_.write(rdata), mark, Section::answer, 1);
}

void Reply::write_header() {
  std::uint8_t* header = out_.data();
  store16(header, query_.id);
  std::uint16_t flags = 0x8000;  // an answer; RA, Z and AD stay 0
  flags = static_cast<std::uint16_t>(flags | static_cast<unsigned>(query_.opcode) << 11);
  if (authoritative_) flags |= 0x0400;
  if (query_.recursion_desired) flags |= 0x0100;
  if (query_.checking_disabled) flags |= 0x0010;
  store16(header + 2, static_cast<std::uint16_t>(flags | (static_cast<unsigned>(rcode_) & 15U)));
  store16(header + 4, query_.question.empty() ? 0 : 1);
  for (std::size_t i = 0; i < counts_.size(); ++i) store16(header + 6 + 2 * i, counts_[i]);
}

std::size_t Reply::finish() {
  if (query_.edns.present) ++counts_[2];
  write_header();
  if (!query_.edns.present) return out_.size();
  std::uint8_t* const opt = out_.data() + out_.size();
  write_opt(opt, query_.edns, static_cast<std::uint16_t>(rcode_));
  return out_.size() + opt_size + write_options(opt, out_.left());
}

// Returns what they take; `left` is what is free beside the room kept for them.
std::size_t Reply::write_options(std::uint8_t* opt, std::size_t left) {
  std::ranges::copy(options_, opt + opt_size);
  std::size_t size = options_.size();
  if (error_ && left >= error_size) {
    std::array<std::uint8_t, 2> code;
    store16(code.data(), static_cast<std::uint16_t>(*error_));
    size += write_option(opt + opt_size + size, Option::error, code);
  }
  store16(opt + opt_size - 2, static_cast<std::uint16_t>(size));
  return size;
}

std::size_t Reply::finish_truncated() {
  out_.roll_back(body_);
  counts_ = {};
  const std::size_t size = finish();
  out_.data()[2] |= 0x02;  // TC
  return size;
}

std::size_t Reply::finish_with(Rcode rcode) {
  out_.roll_back(body_);
  counts_ = {};
  rcode_ = rcode;
  authoritative_ = false;
  return finish();
}

}  // namespace rota::dns
