#include "serve/composer.h"

#include <algorithm>

#include "snapshot/counts.h"

namespace rota::serve {

namespace count = snapshot::count;
using dns::Section;
using dns::Type;
using snapshot::Answers;
using snapshot::Node;
using snapshot::Place;
using snapshot::Zone;

namespace {

constexpr std::size_t most_helped = 16;  // targets whose addresses are added

// At a name with a CNAME, these types are still about the name itself.
bool stays_at_cname(Type type) {
  return type == Type::cname || type == Type::any || type == Type::rrsig || type == Type::nsec;
}

}  // namespace

bool Composer::is_negative(Composed composed) const {
  if (composed == Composed::truncated) return false;
  const bool has_data = reply_.has_answers() || !reply_.is_authoritative();  // or it is a referral
  return composed != Composed::whole || reply_.rcode() != dns::Rcode::noerror || !has_data;
}

std::size_t Composer::finish(Composed composed, Lane lane) {
  const std::size_t size = finish_reply(composed);
  count(composed, lane);
  return size;
}

std::size_t Composer::finish_reply(Composed composed) {
  switch (composed) {
    case Composed::whole: return reply_.finish();
    case Composed::truncated: return reply_.finish_truncated();
    case Composed::refused:
      reply_.set_error(dns::ErrorInfo::not_authoritative);
      return reply_.finish_with(dns::Rcode::refused);
    case Composed::prohibited:
      reply_.set_error(dns::ErrorInfo::prohibited);
      return reply_.finish_with(dns::Rcode::refused);
    case Composed::broken: reply_.set_error(dns::ErrorInfo::invalid_data); break;
    case Composed::servfail: break;
  }
  return reply_.finish_with(dns::Rcode::servfail);
}

Composer::Composed Composer::compose() {
  for (std::size_t hop = 0; hop <= longest_chain; ++hop) {
    const snapshot::Found found = snapshot_.zones->find(name_, query_.type);
    if (hop == 0 && found.node) zone_tally_ = snapshot_.zones->zone_of(*found.node).tally();
    if (found.node && !may_query(*found.node)) return hop == 0 ? Composed::prohibited : Composed::whole;
    if (found.place == Place::foreign) return hop == 0 ? Composed::refused : Composed::whole;
    if (found.place == Place::broken) return hop == 0 ? Composed::broken : Composed::whole;
    switch (visit(found)) {
      case Step::done: return Composed::whole;
      case Step::truncated: return Composed::truncated;
      case Step::servfail: return Composed::servfail;
      case Step::follow: break;
    }
  }
  return Composed::whole;
}

void Composer::count(Composed composed, Lane lane) const {
  const dns::Rcode rcode = reply_.rcode();
  lane.add(zone_tally_ == 0 ? count::of(rcode) : zone_tally_ + snapshot::zone_counter_of(rcode));
  if (composed == Composed::truncated) lane.add(count::truncated);
  if (composed != Composed::whole) return;
  for (std::size_t i = 0; i < given_count_; ++i) lane.add(given_[i]);
}

Composer::Step Composer::visit(const snapshot::Found& found) {
  const Zone zone = snapshot_.zones->zone_of(*found.node);
  if (found.place == Place::cut) {
    // The DS of a delegation is the parent's to give (RFC 4035 section 3.1.4.1).
    const bool at_cut = found.node->name().size() == name_.size();
    if (!at_cut || query_.type != Type::ds) return refer(zone, *found.node);
  }
  reply_.set_authoritative(true);
  switch (found.place) {
    case Place::dname: return redirect(*found.node);
    case Place::nothing: reply_.set_rcode(dns::Rcode::nxdomain); return deny(zone, zone.negative_ttl());
    default: return answer_from(zone, *found.node);
  }
}

Composer::Step Composer::answer_from(const Zone& zone, const Node& node) {
  const auto answers =
      query_.type == Type::any ? snapshot::any_of(*snapshot_.image, node) : node.find(query_.type);
  if (answers) return give(zone, *answers);
  const auto alias = stays_at_cname(query_.type) ? std::nullopt : node.find(Type::cname);
  return alias ? give(zone, *alias) : deny(zone, zone.negative_ttl());
}

Composer::Step Composer::give(const Zone& zone, const Answers& answers) {
  if (!answers.from_pool) return give_set(answers.set);
  const snapshot::ImagePlace& place = snapshot_.image->place(answers.place);
  const snapshot::Menu menu = snapshot_.image->menu(place);
  if (menu.lines() == 0)
    return menu.empty() == snapshot::Empty::servfail
               ? Step::servfail
               : deny(zone, std::min(menu.negative_ttl(), zone.negative_ttl()));
  const std::uint32_t turn = place.turn + snapshot::turn_of(answers.set.type, query_.type);
  const policy::Choice choice = menu.choose(turns_.of(turn)++);
  const snapshot::Form form = menu.form(choice.line);
  given_[given_count_++] = menu.counter(choice.line) + snapshot::line_long;
  const dns::RecordSet set = form.set(answers.set.type, choice.rotation);
  const Step step = give_set(set);
  // Who can take little gets fewer, and others the next time, rather than TC.
  return step == Step::truncated && menu.may_be_cut() ? give_set(reply_.fitting(set)) : step;
}

Composer::Step Composer::give_set(const dns::RecordSet& set) {
  if (!reply_.add(Section::answer, owner_, set)) return Step::truncated;
  if (set.type == Type::cname && !stays_at_cname(query_.type)) return follow(set.first());
  add_addresses(set);
  return Step::done;
}

Composer::Step Composer::follow(dns::NameView target) {
  owners_[owner_count_++] = owner_;
  for (std::size_t i = 0; i < owner_count_; ++i)
    if (reply_.is_at(target, owners_[i])) return Step::done;  // a loop: the asker sees it
  // `target` may stand in next_ itself, at the same place: lower-casing is in step.
  dns::lower_into(target, next_.data());
  name_ = {next_.data(), target.size()};
  owner_ = reply_.last_target();
  return Step::follow;
}

Composer::Step Composer::refer(const Zone& zone, const Node& cut) {
  reply_.set_authoritative(reply_.has_answers());  // of the chain that led here
  const auto servers = cut.find(Type::ns);
  if (!reply_.add(Section::authority, cut.name(), servers->set)) return Step::truncated;
  for (const Bytes target : servers->set)
    if (!add_glue(zone, cut, target)) return Step::truncated;
  return Step::done;
}

// False when glue that the asker cannot do without did not fit (RFC 9471 section 3.1).
bool Composer::add_glue(const Zone& zone, const Node& cut, dns::NameView target) {
  std::array<std::uint8_t, dns::max_name> lowered;
  dns::lower_into(target, lowered.data());
  const dns::NameView name{lowered.data(), target.size()};
  if (!dns::is_below_or_at(name, zone.apex())) return true;
  const auto node = zone.node(name);
  return !node || add_addresses_of(*node) || !dns::is_below_or_at(name, cut.name());
}

Composer::Step Composer::redirect(const Node& owner) {
  const auto dname = owner.find(Type::dname);
  if (!was_given(owner) && !reply_.add(Section::answer, owner.name(), dname->set)) return Step::truncated;
  const std::size_t kept = name_.size() - owner.name().size();
  const dns::NameView target = dname->set.first();
  if (kept + target.size() > dns::max_name) {
    reply_.set_rcode(dns::Rcode::yxdomain);  // RFC 6672 section 2.2
    return Step::done;
  }
  std::array<std::uint8_t, dns::max_name> renamed;
  std::ranges::copy(name_.first(kept), renamed.begin());
  std::ranges::copy(target, renamed.begin() + static_cast<std::ptrdiff_t>(kept));
  const dns::NameView alias{renamed.data(), kept + target.size()};
  if (!reply_.add_cname(owner_, alias, dname->set.ttl)) return Step::truncated;
  // The alias is the answer itself only to who asked for that: of no other type can there
  // be records where it stands.
  const bool is_answer = query_.type == Type::cname || query_.type == Type::any;
  return is_answer ? Step::done : follow(alias);
}

bool Composer::may_query(const Node& node) const {
  const snapshot::Access& access = snapshot_.service.access;
  return access.is_open() || access.may_query(peer_.address(), node.zone());
}

bool Composer::was_given(const Node& dname) {
  const auto given = std::span(dnames_).first(dname_count_);
  if (std::ranges::find(given, dname.name().data()) != given.end()) return true;
  dnames_[dname_count_++] = dname.name().data();
  return false;
}

// "No data" and "no such name" carry the zone's SOA, whose TTL says how long the
// absence may be remembered (RFC 2308 section 5).
Composer::Step Composer::deny(const Zone& zone, std::uint32_t ttl) {
  const auto soa = zone.soa();
  return reply_.add(Section::authority, zone.apex(), soa->set, ttl) ? Step::done : Step::truncated;
}

// Addresses of the names that `set` sends its reader on to, where they are ours:
// a help, dropped without a word when there is no room. Names that answer from a
// pool are left out: the asker gets them fresh, through health, when it asks.
void Composer::add_addresses(const dns::RecordSet& set) {
  std::array<const std::uint8_t*, most_helped> helped;
  std::size_t count = 0;
  for (const Bytes rdata : set) {
    const dns::NameView target = dns::target_of(set.type, rdata);
    if (target.empty()) return;  // of a type without targets
    if (target.size() == 1) continue;
    std::array<std::uint8_t, dns::max_name> lowered;
    dns::lower_into(target, lowered.data());
    const dns::NameView name{lowered.data(), target.size()};
    const auto node = snapshot_.zones->hit(dns::hash(name), name);
    if (!node || !may_query(*node)) continue;
    const std::uint8_t* place = node->name().data();
    if (std::find(helped.begin(), helped.begin() + count, place) != helped.begin() + count) continue;
    helped[count++] = place;
    if (!add_addresses_of(*node) || count == most_helped) return;
  }
}

bool Composer::add_addresses_of(const Node& node) {
  for (const Type type : {Type::a, Type::aaaa}) {
    const auto addresses = node.find(type);
    if (addresses && !addresses->from_pool && !reply_.add(Section::additional, node.name(), addresses->set))
      return false;
  }
  return true;
}

}  // namespace rota::serve
