// The one walk over our zones: RFC 1034 section 4.3.2 with DNAME (RFC 6672), wildcards
// (RFC 4592), chains of aliases, referrals and their glue (RFC 9471), negative answers
// (RFC 2308), access lists, and the addresses that help who reads an answer.
//
// It yields the pieces of an answer one after the other, each with the reason why it is
// there. It writes and counts nothing, allocates nothing and takes no turn: the composer
// puts the pieces into a reply, explain tells them.
//
//   lookup.begin(snapshot, name, type, client);
//   while (const serve::Piece* piece = lookup.next()) {
//     if (piece->menu) lookup.go_on(the set that was chosen from it);
//     ...
//   }
//
// Whoever has enough may stop at any piece.
#pragma once

#include <cstdint>
#include <optional>

#include "base/address.h"
#include "dns/record_set.h"
#include "dns/reply.h"
#include "serve/trail.h"
#include "snapshot/snapshot.h"

namespace rota::serve {

// At a name with a CNAME, these types are still about the name itself.
constexpr bool stays_at_cname(dns::Type type) {
  using enum dns::Type;
  return type == cname || type == any || type == rrsig || type == nsec;
}

enum class Why : std::uint8_t {
  // Of the answer section.
  records,  // the zone's own: what was asked for, or an alias
  pool,     // a menu of answers
  dname,    // renames what is below it
  renamed,  // the CNAME that a DNAME makes
  // Of the authority section.
  referral,   // NS of a delegation
  no_name,    // the SOA, as for all absences
  no_data,    // the name has no such type
  no_member,  // the pool may name nobody
  // Of the additional section: addresses.
  glue,          // below the cut: nobody gets there without it
  sibling_glue,  // in the zone, but not below the cut
  help,          // of a name that the answer sends its reader on to
  // No record, and the walk ends.
  foreign,     // the name is in no zone of ours
  prohibited,  // ... in one that the client may not query
  broken,      // ... in one whose files have mistakes
  failing,     // the pool may name nobody, and that is a failure
  too_long,    // a name that a DNAME would make (RFC 6672 section 2.2)
  loop,        // the name was in the chain before
  long_chain,  // as long as we follow any
};

struct Piece {
  Why why{};
  dns::Section section{};
  bool leads_on = false;  // an alias: the walk goes on to its target
  dns::NameView owner{};
  dns::RecordSet set{};  // of a pool: its type alone; of too_long: the DNAME
  const snapshot::ImagePlace* pool = nullptr;
  std::optional<snapshot::Menu> menu{};  // of at least one line
};

class Lookup {
 public:
  // Starts over. `snapshot` and `name`, which is lower-cased, must outlive the walk.
  // `client`: who asks; nothing: one who may query every zone.
  void begin(const snapshot::Snapshot& snapshot, dns::NameView name, dns::Type type,
             const std::optional<Address>& client) {
    snapshot_ = &snapshot;
    type_ = type;
    client_ = client;
    trail_.begin(name);
    stage_ = Stage::name;
    host_type_ = dns::Type::none;
  }

  // The next piece, good until the next call; null: that was all. Always one at first.
  const Piece* next();

  // What was chosen from the menu of the last piece; else a menu ends the walk.
  void go_on(const dns::RecordSet& chosen);

  // Of the last piece: the name that it answers, how many aliases led there, and what
  // that name is.
  dns::NameView name() const { return trail_.name(); }
  std::size_t hop() const { return trail_.hop(); }
  const snapshot::Found& found() const { return found_; }
  snapshot::Zone zone() const { return snapshot_->zones->zone_of(*found_.node); }  // not of a foreign name

 private:
  enum class Stage : std::uint8_t { name, alias, dname, glue, help, over };

  const Piece* look_up();
  const Piece* answer();
  const Piece* give(const snapshot::Answers& answers);
  const Piece* give_pool(const snapshot::Answers& answers);
  const Piece* refer();
  const Piece* redirect();
  const Piece* rename();
  const Piece* follow();
  const Piece* deny(Why why, std::uint32_t ttl);
  const Piece* next_address();
  // Member by member: a whole one would be made and cleared first.
  const Piece* yield(Why why, dns::Section section, dns::NameView owner, const dns::RecordSet& set) {
    piece_.why = why;
    piece_.section = section;
    piece_.leads_on = false;
    piece_.owner = owner;
    piece_.set = set;
    piece_.pool = nullptr;
    piece_.menu.reset();
    return &piece_;
  }
  const Piece* end(Why why);

  bool may_query(const snapshot::Node& node) const;
  bool leads_on(dns::Type type) const;
  void lead_to(dns::NameView target);
  void list_targets(Stage stage, const dns::RecordSet& set);
  bool next_host();
  std::optional<snapshot::Node> host_of_glue(dns::NameView name);
  std::optional<snapshot::Node> host_to_help(dns::NameView name);

  const snapshot::Snapshot* snapshot_ = nullptr;
  dns::Type type_{};
  std::optional<Address> client_;
  Trail trail_;

  Stage stage_ = Stage::over;
  Piece piece_;
  snapshot::Found found_;
  dns::NameView target_;  // of the alias that comes next

  // The names that the last set sends its reader on to, and the one of them whose
  // addresses are being given.
  dns::RecordSet targets_;  // those that are left
  std::optional<snapshot::Node> host_;
  dns::Type host_type_ = dns::Type::none;  // of its addresses that come next
  Why host_why_ = Why::help;
};

}  // namespace rota::serve
