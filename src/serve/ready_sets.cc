#include "serve/ready_sets.h"

#include <array>
#include <utility>

#include "dns/reply.h"
#include "serve/lookup.h"
#include "snapshot/ready_sets_writer.h"
#include "snapshot/snapshot.h"
#include "snapshot/zone_walk.h"

namespace rota::serve {

namespace {

using dns::Type;
using snapshot::Answers;
using snapshot::Node;
using snapshot::ReadySet;

class ReadySets {
 public:
  explicit ReadySets(snapshot::Zones zones) : writer_(std::move(zones)) {
    // The writer owns them. No pool is looked at, so there is no image.
    snapshot_.zones = {std::shared_ptr<void>(), &writer_.zones()};
  }

  void make() {
    for (const ZoneSlot slot : writer_.zones().slots()) {
      snapshot::ZoneWalk walk(writer_.zones(), slot);
      while (const auto node = walk.next())
        if (node->is_plain()) node->each([&](const Answers& answers) { make(*node, answers); });
    }
  }
  std::shared_ptr<const snapshot::Zones> finish() { return writer_.finish(); }

 private:
  void make(const Node& node, const Answers& answers) {
    const Type type = answers.set.type;
    if (answers.from_pool || !dns::holds_names(type)) return;
    dns::ask(query_, question_, node.name(), type);
    dns::Reply reply(query_, room_, room_.size());
    snapshot::ReadySetHead head;
    if (dns::names_inside(type).names > 0) head.flags |= ReadySet::is_spelled;
    if (type == Type::cname && leads_to_addresses(answers.set)) head.flags |= ReadySet::leads_to_addresses;
    lookup_.begin(snapshot_, node.name(), type, std::nullopt);
    while (const Piece* piece = lookup_.next())
      if (!add(*piece, node, reply, head)) return;
    head.target = reply.last_target();
    const std::size_t start = dns::header_size + query_.question.size();
    writer_.add(answers, head, Bytes(room_).first(reply.finish()).subspan(start));
  }

  bool leads_to_addresses(const dns::RecordSet& alias) const {
    const dns::NameView target = alias.first();
    const auto node = writer_.zones().hit(dns::hash(target), target);
    return alias.count == 1 && node && (node->find(Type::a) || node->find(Type::aaaa));
  }

  // Whether there is room, and sense in going on.
  bool add(const Piece& piece, const Node& node, dns::Reply& reply, snapshot::ReadySetHead& head) {
    if (piece.why == Why::records) return reply.add(dns::Section::answer, dns::question_pointer, piece.set);
    if (piece.why != Why::help || !reply.add(piece.section, piece.owner, piece.set)) return false;
    head.additionals = static_cast<std::uint16_t>(head.additionals + piece.set.count);
    const auto host = writer_.zones().first(dns::hash(piece.owner), piece.owner);
    if (host->zone() != node.zone()) head.flags |= ReadySet::is_mixed;
    return true;
  }

  snapshot::ReadySetsWriter writer_;
  snapshot::Snapshot snapshot_;
  Lookup lookup_;
  dns::Query query_;
  std::array<std::uint8_t, dns::max_name + 4> question_;
  std::array<std::uint8_t, most_ready> room_;
};

}  // namespace

std::shared_ptr<const snapshot::Zones> with_ready_sets(snapshot::Zones zones) {
  ReadySets sets(std::move(zones));
  sets.make();
  return sets.finish();
}

}  // namespace rota::serve
