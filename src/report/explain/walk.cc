#include "report/explain/walk.h"

#include <algorithm>
#include <utility>

#include "dns/name.h"

namespace rota::report {

namespace {

using dns::Type;
using snapshot::Answers;
using snapshot::Found;
using snapshot::Node;
using snapshot::Place;
using snapshot::Zone;

constexpr std::size_t longest_chain = 16;  // as the day follows

// At a name with a CNAME, these types are still about the name itself.
bool stays_at_cname(Type type) {
  return type == Type::cname || type == Type::any || type == Type::rrsig || type == Type::nsec;
}

}  // namespace

Walk::Walk(const bake::World& world, Explanation& out)
    : world_(world), zones_(*world.snapshot()->zones), out_(out), name_(dns::lowered(out.question.name)) {}

std::string Walk::here() const { return dns::name_text(name_); }

void Walk::set_ttl(std::uint32_t ttl, std::string reason) {
  out_.ttl = ttl;
  out_.ttl_reason = std::move(reason);
}

bool Walk::end(Outcome outcome, std::string step) {
  out_.outcome = outcome;
  note(std::move(step));
  return false;
}

void Walk::run() {
  for (std::size_t hop = 0; hop <= longest_chain; ++hop) {
    seen_.push_back(name_);
    if (!visit(zones_.find(name_, type()), hop)) return;
    if (std::ranges::find(seen_, name_) != seen_.end()) {
      end(Outcome::alias, here() + " was there before: the chain is a loop and ends here");
      return;
    }
  }
  end(Outcome::alias, "the chain is longer than " + std::to_string(longest_chain) + " names and ends here");
}

bool Walk::visit(const Found& found, std::size_t hop) {
  if (found.place == Place::foreign) return leave(hop, Outcome::refused, " is in no zone of ours");
  const Zone zone = zones_.zone_of(*found.node);
  const std::string apex = dns::name_text(zone.apex());
  if (hop == 0) out_.zone = apex;
  const auto& client = out_.question.client;
  if (client && !world_.snapshot()->service.access.may_query(*client, found.node->zone()))
    return leave(hop, Outcome::refused,
                 " is in zone " + apex + ", which " + client->text() + " may not query");
  if (found.place == Place::broken)
    return leave(hop, Outcome::servfail, " is in zone " + apex + ", whose files have mistakes");
  note("zone " + apex + " answers for " + here());
  switch (found.place) {
    case Place::cut:
      if (type() != Type::ds || !dns::same(found.node->name(), name_)) return refer(*found.node);
      note(here() + " is delegated, and its DS stands here");
      break;
    case Place::dname: return redirect(*found.node);
    case Place::nothing:
      return deny(zone, Outcome::nxdomain, "there is no " + here() + ", nor a wildcard for it: NXDOMAIN");
    case Place::wildcard:
      note("there is no " + here() + "; the wildcard " + dns::name_text(found.node->name()) +
           " stands for it");
      break;
    default: note("the name " + here() + " is there");
  }
  return answer(zone, *found.node);
}

bool Walk::leave(std::size_t hop, Outcome at_first, const std::string& why) {
  if (hop > 0) return end(Outcome::alias, here() + why + ": the asker goes on by itself");
  return end(at_first, here() + why + (at_first == Outcome::refused ? ": REFUSED" : ": SERVFAIL"));
}

bool Walk::refer(const Node& cut) {
  set_ttl(cut.find(Type::ns)->set.ttl, "of the delegation, as in the zone file");
  return end(Outcome::referral, dns::name_text(cut.name()) + " is delegated: a referral to its name servers");
}

bool Walk::deny(const Zone& zone, Outcome outcome, std::string step) {
  set_ttl(zone.negative_ttl(), "of an absence: the smaller of the SOA's TTL and its minimum (RFC 2308)");
  return end(outcome, std::move(step));
}

bool Walk::answer(const Zone& zone, const Node& node) {
  const auto answers = type() == Type::any ? any_of(*world_.snapshot()->image, node) : node.find(type());
  if (answers) return give(zone, *answers);
  const auto alias = stays_at_cname(type()) ? std::nullopt : node.find(Type::cname);
  if (alias) return give(zone, *alias);
  return deny(zone, Outcome::nodata, "it has no " + dns::text(type()) + ": an empty answer");
}

bool Walk::give(const Zone& zone, const Answers& answers) {
  if (answers.from_pool) return give_pool(zone, world_.snapshot()->image->place(answers.place));
  set_ttl(answers.set.ttl, "as in the zone file");
  if (answers.set.type == Type::cname && !stays_at_cname(type()))
    return follow("it is an alias (CNAME)", answers.set.first());
  const std::string count = std::to_string(answers.set.count);
  return end(Outcome::records, count + " " + dns::text(answers.set.type) + " of the zone file");
}

bool Walk::give_pool(const Zone& zone, const snapshot::ImagePlace& place) {
  const auto index = pool_of(place, zone.id());
  if (!index) return end(Outcome::pool, "a pool answers");  // every place is a pool's
  const auto& pool = world_.config().pools[*index];
  out_.pool = world_.report(*index);
  out_.pool_type = static_cast<Type>(place.type);
  note("pool " + pool.name + " answers its " + dns::text(out_.pool_type));
  const snapshot::Menu menu = world_.snapshot()->image->menu(place);
  if (menu.lines() == 0) {
    if (menu.empty() == snapshot::Empty::servfail)
      return end(Outcome::servfail, "nobody may be named: SERVFAIL");
    set_ttl(std::min(menu.negative_ttl(), zone.negative_ttl()), "of an absence that may end soon");
    return end(Outcome::nodata, "nobody may be named: an empty answer");
  }
  set_ttl(out_.pool->ttl, "");
  out_.outcome = Outcome::pool;
  if (out_.pool_type == Type::cname && !stays_at_cname(type()))
    note("each answer's target is followed where it is ours");
  return false;
}

bool Walk::follow(const std::string& step, dns::NameView target) {
  name_ = dns::lowered(target);
  note(step + ": on to " + here());
  return true;
}

bool Walk::redirect(const Node& owner) {
  const auto dname = owner.find(Type::dname);
  const dns::NameView target = dname->set.first();
  const dns::NameView kept = name_.view().first(name_.view().size() - owner.name().size());
  const std::string step = dns::name_text(owner.name()) + " has a DNAME, which renames what is below it";
  set_ttl(dname->set.ttl, "of the DNAME, as in the zone file");
  if (kept.size() + target.size() > dns::max_name)
    return end(Outcome::alias, step + ": the name would become too long, YXDOMAIN (RFC 6672)");
  std::vector<std::uint8_t> renamed(kept.begin(), kept.end());
  renamed.insert(renamed.end(), target.begin(), target.end());
  if (type() != Type::cname && type() != Type::any) return follow(step, renamed);
  return end(Outcome::records, step + ": a CNAME to " + dns::name_text(renamed));
}

// A name of a pool is in the pool's own zone.
std::optional<std::uint32_t> Walk::pool_of(const snapshot::ImagePlace& place, ZoneId zone) const {
  const dns::NameView owner{place.name(), place.name_size};
  const auto& config = world_.config();
  const auto is_it = [&](const config::PoolName& name) {
    return dns::equal(name.owner, owner) &&
           std::ranges::find(name.types, static_cast<Type>(place.type)) != name.types.end();
  };
  for (std::uint32_t i = 0; i < config.pools.size(); ++i)
    if (config.pools[i].zone == zone && std::ranges::any_of(config.pools[i].names, is_it)) return i;
  return {};
}

}  // namespace rota::report
