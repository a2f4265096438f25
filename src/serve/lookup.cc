#include "serve/lookup.h"

#include <algorithm>
#include <span>

namespace rota::serve {

using dns::Section;
using dns::Type;
using snapshot::Answers;
using snapshot::Match;
using snapshot::Node;

const Piece* Lookup::next() {
  switch (stage_) {
    case Stage::name: return look_up();
    case Stage::alias: return follow();
    case Stage::dname: return rename();
    case Stage::glue:
    case Stage::help: return next_address();
    case Stage::over: break;
  }
  return nullptr;
}

const Piece* Lookup::end(Why why) {
  piece_.why = why;
  piece_.menu.reset();
  stage_ = Stage::over;
  return &piece_;
}

const Piece* Lookup::look_up() {
  found_ = snapshot_->zones->find(name(), type_);
  stage_ = Stage::over;
  if (found_.node && !may_query(*found_.node)) return end(Why::prohibited);
  switch (found_.match) {
    case Match::foreign: return end(Why::foreign);
    case Match::broken: return end(Why::broken);
    case Match::dname: return redirect();
    case Match::nothing: return deny(Why::no_name, zone().negative_ttl());
    case Match::cut:
      // The DS of a delegation is the parent's to give (RFC 4035 section 3.1.4.1).
      return type_ == Type::ds && found_.node->name().size() == name().size() ? answer() : refer();
    case Match::hit:
    case Match::wildcard: break;
  }
  return answer();
}

const Piece* Lookup::answer() {
  const Node& node = *found_.node;
  const auto answers = type_ == Type::any ? snapshot::any_of(*snapshot_->image, node) : node.find(type_);
  if (answers) return give(*answers);
  const auto alias = stays_at_cname(type_) ? std::nullopt : node.find(Type::cname);
  return alias ? give(*alias) : deny(Why::no_data, zone().negative_ttl());
}

const Piece* Lookup::give(const Answers& answers) {
  if (answers.from_pool) return give_pool(answers);
  yield(Why::records, Section::answer, name(), answers.set);
  piece_.leads_on = leads_on(answers.set.type);
  go_on(answers.set);
  return &piece_;
}

const Piece* Lookup::give_pool(const Answers& answers) {
  const snapshot::ImagePlace& pool = snapshot_->image->place(answers.place);
  const snapshot::Menu menu = snapshot_->image->menu(pool);
  if (menu.lines() > 0) {
    yield(Why::pool, Section::answer, name(), answers.set);
    piece_.leads_on = leads_on(answers.set.type);
    piece_.menu = menu;
  } else if (menu.empty() == snapshot::Empty::servfail) {
    end(Why::failing);
  } else {
    deny(Why::no_member, std::min(menu.negative_ttl(), zone().negative_ttl()));
  }
  piece_.pool = &pool;
  return &piece_;
}

void Lookup::go_on(const dns::RecordSet& chosen) {
  if (leads_on(chosen.type))
    lead_to(chosen.first());
  else if (!dns::target_of(chosen.type, chosen.first()).empty())
    list_targets(Stage::help, chosen);
}

bool Lookup::leads_on(Type type) const { return type == Type::cname && !stays_at_cname(type_); }

void Lookup::lead_to(dns::NameView target) {
  target_ = target;
  stage_ = Stage::alias;
}

const Piece* Lookup::follow() {
  if (!trail_.go_on(target_)) return end(Why::loop);
  return trail_.is_too_long() ? end(Why::long_chain) : look_up();
}

const Piece* Lookup::redirect() {
  if (!trail_.note_dname(found_.node->name().data())) return rename();
  stage_ = Stage::dname;
  return yield(Why::dname, Section::answer, found_.node->name(), found_.node->find(Type::dname)->set);
}

const Piece* Lookup::rename() {
  const dns::NameView owner = found_.node->name();
  const dns::RecordSet dname = found_.node->find(Type::dname)->set;
  const dns::NameView kept = name().first(name().size() - owner.size());
  const dns::NameView target = dname.first();
  stage_ = Stage::over;
  if (kept.size() + target.size() > dns::max_name) return yield(Why::too_long, Section::answer, owner, dname);
  const auto room = trail_.room();
  std::ranges::copy(target, std::ranges::copy(kept, room.begin()).out);
  const auto size = static_cast<std::uint16_t>(kept.size() + target.size());
  yield(Why::renamed, Section::answer, name(), {Type::cname, 1, size, 0, dname.ttl, room.data()});
  // The alias is the answer itself only to who asked for that: of no other type can there
  // be records where it stands.
  piece_.leads_on = type_ != Type::cname && type_ != Type::any;
  if (piece_.leads_on) lead_to(room.first(size));
  return &piece_;
}

// "No data" and "no such name" carry the zone's SOA, whose TTL says how long the
// absence may be remembered (RFC 2308 section 5).
const Piece* Lookup::deny(Why why, std::uint32_t ttl) {
  dns::RecordSet soa = zone().soa()->set;
  soa.ttl = std::min(soa.ttl, ttl);
  return yield(why, Section::authority, zone().apex(), soa);
}

const Piece* Lookup::refer() {
  const dns::RecordSet servers = found_.node->find(Type::ns)->set;
  list_targets(Stage::glue, servers);
  return yield(Why::referral, Section::authority, found_.node->name(), servers);
}

void Lookup::list_targets(Stage stage, const dns::RecordSet& set) {
  stage_ = stage;
  targets_ = set;
}

// A and AAAA of each host. Names that answer from a pool are left out: the asker gets
// them fresh, through health, when it asks.
const Piece* Lookup::next_address() {
  while (host_type_ != Type::none || next_host()) {
    const auto addresses = host_->find(host_type_);
    host_type_ = host_type_ == Type::a ? Type::aaaa : Type::none;
    if (addresses && !addresses->from_pool)
      return yield(host_why_, Section::additional, host_->name(), addresses->set);
  }
  stage_ = Stage::over;
  return nullptr;
}

bool Lookup::next_host() {
  while (targets_.count > 0 && !trail_.has_helped_enough()) {
    const dns::NameView target = dns::target_of(targets_.type, targets_.first());
    targets_ = targets_.rest();
    std::array<std::uint8_t, dns::max_name> lowered;
    dns::lower_into(target, lowered.data());
    const dns::NameView name{lowered.data(), target.size()};
    host_ = stage_ == Stage::glue ? host_of_glue(name) : host_to_help(name);
    if (!host_) continue;
    host_type_ = Type::a;
    return true;
  }
  return false;
}

std::optional<Node> Lookup::host_of_glue(dns::NameView name) {
  const bool is_below = dns::is_below_or_at(name, found_.node->name());
  if (!is_below && !dns::is_below_or_at(name, zone().apex())) return {};
  host_why_ = is_below ? Why::glue : Why::sibling_glue;
  return zone().node(name);
}

// Each name once, however many records send on to it.
std::optional<Node> Lookup::host_to_help(dns::NameView name) {
  if (name.size() == 1) return {};
  const auto node = snapshot_->zones->hit(dns::hash(name), name);
  if (!node || !may_query(*node)) return {};
  return trail_.note_helped(node->name().data()) ? node : std::nullopt;
}

bool Lookup::may_query(const Node& node) const {
  return !client_ || snapshot_->service.access.may_query(*client_, node.zone());
}

}  // namespace rota::serve
