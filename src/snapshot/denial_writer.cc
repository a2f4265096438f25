#include "snapshot/denial_writer.h"

#include <algorithm>
#include <array>

#include "dns/reply.h"
#include "snapshot/denial.h"

namespace rota::snapshot {

namespace {

// The labels of the apex before the kth in capitals, which none of ours are.
dns::Name question_for(dns::NameView apex, std::uint32_t form) {
  std::vector<std::uint8_t> out(apex.begin(), apex.end());
  std::size_t end = 0;
  for (std::uint32_t i = 0; i < form; ++i) end += apex[end] + 1U;
  for (std::size_t i = 0; i < end; ++i)
    if (out[i] >= 'a' && out[i] <= 'z') out[i] -= 'a' - 'A';
  return dns::Name(out);
}

// What stands behind the question in the reply.
std::vector<std::uint8_t> record_for(dns::NameView asked, dns::NameView apex, const dns::RecordSet& soa) {
  dns::Query query;
  std::array<std::uint8_t, dns::max_name + 4> question{};
  dns::ask(query, question, asked, dns::Type::soa);
  std::vector<std::uint8_t> out(std::size_t{4} * dns::plain_limit);
  dns::Reply reply(query, out, out.size());
  if (!reply.add(dns::Section::authority, apex, soa)) return {};
  out.resize(reply.finish());
  out.erase(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(dns::header_size + query.question.size()));
  return out;
}

struct NameEnd {
  std::size_t at = 0;
  std::uint16_t pointer = 0;  // where it stands; 0 = none
};

// Of the name that starts there.
NameEnd end_of(Bytes record, std::size_t at) {
  while (record[at] != 0 && record[at] <= dns::max_label) at += record[at] + 1U;
  return record[at] == 0 ? NameEnd{at + 1} : NameEnd{at + 2, static_cast<std::uint16_t>(at)};
}

std::uint32_t label_of(dns::NameView name, dns::NameView apex) {
  if (name.size() <= apex.size() || !dns::is_below_or_at(name, apex)) return 0;
  return label_before(name, apex.size());
}

// With the pointers in the record, and padding.
void append_form(std::vector<std::uint8_t>& out, DenialHead head, Bytes record) {
  head.size = static_cast<std::uint16_t>(record.size());
  const NameEnd owner = end_of(record, 0);
  const NameEnd mname = end_of(record, owner.at + dns::record_head - 2);
  head.pointers = {mname.pointer, end_of(record, mname.at).pointer};
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(&head);
  out.insert(out.end(), bytes, bytes + sizeof head);
  out.insert(out.end(), record.begin(), record.end());
  out.resize((out.size() + denial_unit - 1) / denial_unit * denial_unit);
}

}  // namespace

std::uint32_t append_denials(std::vector<std::uint8_t>& out, dns::NameView apex, dns::RecordSet soa,
                             std::uint32_t negative_ttl) {
  soa.ttl = negative_ttl;
  const Bytes rdata = soa.first();
  const dns::NameView mname = rdata.first(dns::name_size(rdata));
  const Bytes rest = rdata.subspan(mname.size());
  const dns::NameView rname = rest.first(dns::name_size(rest));
  const std::size_t labels = dns::label_count(apex);
  const std::size_t most = std::max(dns::label_count(mname), dns::label_count(rname));
  if (most_labels_before + labels + most > dns::Reply::most_known) return 0;
  // Capitals of our own would be matched by other questions than these.
  const bool has_capitals = std::ranges::any_of(rdata.first(mname.size() + rname.size()),
                                                [](std::uint8_t c) { return dns::lower(c) != c; });
  const auto forms = static_cast<std::uint32_t>(has_capitals ? 1 : labels + 1);
  const DenialHead head{.labels = {label_of(mname, apex), label_of(rname, apex)}};
  for (std::uint32_t form = 0; form < forms; ++form)
    append_form(out, head, record_for(question_for(apex, form), apex, soa));
  return forms;
}

}  // namespace rota::snapshot
