// One reply, written front to back: header, question as received, sections, OPT.
// Names are compressed against the question and what has been written (RFC 1035
// section 4.1.4). Nothing is allocated. What does not fit is rolled back whole.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "base/bytes.h"
#include "dns/query.h"
#include "dns/record_set.h"

namespace rota::dns {

enum class Section : std::uint8_t { answer, authority, additional };

constexpr std::uint16_t question_pointer = 0xC000 | header_size;  // the owner of most answers

class Reply {
 public:
  // Labels that a later name may point at: enough for any sensible answer, more stay uncompressed.
  static constexpr std::size_t most_known = 48;

  // `out` must hold at least plain_limit octets; at most `limit` of it is used. It may
  // start where the request does: the question stays then where it is.
  // The room for an OPT with `options`, which must outlive it, is kept free from the
  // start when the query had one.
  Reply(const Query& query, std::span<std::uint8_t> out, std::size_t limit, Bytes options = {});

  // Adds a whole set; `owner` is a pointer to a name in this message. False, and nothing
  // is written, when it does not fit.
  bool add(Section section, std::uint16_t owner, const RecordSet& set);
  // The same for an owner that may not stand in the message yet.
  bool add(Section section, NameView owner, const RecordSet& set);
  // The set, or what of its head there is room for when all rdata has one length; never
  // less than a record.
  RecordSet fitting(const RecordSet& set) const;
  // A CNAME that stands in no zone: synthesised from a DNAME (RFC 6672 section 3.1).
  bool add_cname(std::uint16_t owner, NameView target, std::uint32_t ttl);

  // A TXT record of the question's name and class; `rdata` as in RFC 1035 section 3.3.14.
  bool add_text(Bytes rdata);

  // The pointer to the name in the rdata that was written last (of a CNAME).
  std::uint16_t last_target() const { return last_target_; }

  // Whether `name` stands where `pointer` leads, in whatever case.
  bool is_at(NameView name, std::uint16_t pointer) const;

  Rcode rcode() const { return rcode_; }
  void set_rcode(Rcode rcode) { rcode_ = rcode; }
  bool is_authoritative() const { return authoritative_; }
  void set_authoritative(bool authoritative) { authoritative_ = authoritative; }
  // Written into the OPT where there is one, and room (RFC 8914 section 3).
  void set_error(ErrorInfo error) { error_ = error; }

  bool has_answers() const { return counts_[0] > 0; }
  std::size_t finish();                  // the size of the reply
  std::size_t finish_truncated();        // header, question and OPT with TC: ask again over TCP
  std::size_t finish_with(Rcode rcode);  // header, question and OPT

 private:
  // Names inside rdata keep the case of the zone file; an owner may be shown in
  // the case that was asked, as every server does.
  enum class Case : std::uint8_t { exact, any };

  bool write_equal(std::uint16_t owner, const RecordSet& set);
  bool write_each(std::uint16_t owner, const RecordSet& set);
  bool write_record(const RecordSet& set, Bytes rdata);
  bool write_names(NamesInside inside, Bytes rdata);
  bool write_name(NameView name, Case letters);
  void remember(std::size_t offset, std::size_t size);
  std::optional<std::uint16_t> find(NameView name, Case letters) const;
  bool stands_at(NameView name, std::size_t offset, Case letters) const;
  void write_header();
  std::size_t write_options(std::uint8_t* opt, std::size_t left);
  bool keep_or_roll_back(bool whole, std::size_t mark, Section section, std::uint16_t count);

  const Query& query_;
  const Bytes options_;
  ByteWriter out_;
  std::size_t body_;  // where the sections start
  std::array<std::uint16_t, 3> counts_{};
  Rcode rcode_ = Rcode::noerror;
  bool authoritative_ = false;
  std::optional<ErrorInfo> error_;
  std::uint16_t last_target_ = 0;
  // Names that later ones may point at; their sizes tell most of them apart.
  struct Known {
    std::uint16_t at;
    std::uint16_t size;
  };
  std::size_t known_count_ = 0;
  std::array<Known, most_known> known_;  // not cleared
};

}  // namespace rota::dns
