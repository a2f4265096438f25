#include "report/explain/steps.h"

#include <algorithm>
#include <utility>

#include "dns/name.h"

namespace rota::report {

using dns::Type;
using serve::Piece;
using serve::Why;
using snapshot::Match;

Steps::Steps(const bake::World& world, Explanation& out)
    : world_(world), out_(out), name_(dns::lowered(out.question.name)) {
  lookup_.begin(*world.snapshot(), name_, type(), out.question.client);
}

std::string Steps::here() const { return dns::name_text(lookup_.name()); }
std::string Steps::apex() const { return dns::name_text(lookup_.zone().apex()); }

void Steps::set_ttl(std::uint32_t ttl, std::string reason) {
  out_.ttl = ttl;
  out_.ttl_reason = std::move(reason);
}

void Steps::end(Ending outcome, std::string step) {
  out_.outcome = outcome;
  note(std::move(step));
}

// A pool ends it: which of its targets would be followed is left to the turn.
void Steps::tell() {
  const Piece* piece = lookup_.next();
  if (lookup_.found().node) out_.zone = apex();
  for (; piece != nullptr; piece = lookup_.next()) tell(*piece);
}

void Steps::tell(const Piece& piece) {
  switch (piece.why) {
    case Why::foreign: return leave(Ending::refused, " is in no zone of this server");
    case Why::prohibited:
      return leave(Ending::refused,
                   " is in zone " + apex() + ", which " + out_.question.client->text() + " may not query");
    case Why::broken: return leave(Ending::servfail, " is in zone " + apex() + ", whose files have errors");
    case Why::loop:
      return end(Ending::alias, here() + " appeared before: the chain of aliases is a loop and ends here");
    case Why::long_chain:
      return end(Ending::alias, "the chain of aliases is longer than " +
                                    std::to_string(serve::longest_chain) + " names and ends here");
    case Why::dname:  // told with what it makes of the name
    case Why::glue:
    case Why::sibling_glue:
    case Why::help: return;
    default: return tell_name(piece);
  }
}

// Every other piece is the one that its name comes to.
void Steps::tell_name(const Piece& piece) {
  note("zone " + apex() + " answers for " + here());
  switch (lookup_.found().match) {
    case Match::cut:
      if (piece.why != Why::referral) note(here() + " is delegated; its DS record is in this zone");
      break;
    case Match::wildcard:
      note("there is no " + here() + "; the wildcard " + dns::name_text(lookup_.found().node->name()) +
           " matches it");
      break;
    case Match::hit: note("the name " + here() + " exists"); break;
    default: break;
  }
  switch (piece.why) {
    case Why::records: return tell_records(piece);
    case Why::pool:
    case Why::failing:
    case Why::no_member: return tell_pool(piece);
    case Why::renamed:
    case Why::too_long: return tell_renaming(piece);
    case Why::no_name:
      return deny(Ending::nxdomain, piece, here() + " does not exist, and no wildcard matches it: NXDOMAIN");
    case Why::no_data: return deny(Ending::nodata, piece, "it has no " + dns::text(type()) + ": no data");
    default:
      set_ttl(piece.set.ttl, "of the delegation, as in the zone file");
      end(Ending::referral, dns::name_text(piece.owner) + " is delegated: a referral to its name servers");
  }
}

void Steps::leave(Ending at_first, const std::string& why) {
  if (lookup_.hop() > 0) return end(Ending::alias, here() + why + ": the client resolves the rest");
  end(at_first, here() + why + (at_first == Ending::refused ? ": REFUSED" : ": SERVFAIL"));
}

void Steps::deny(Ending outcome, const Piece& piece, std::string step) {
  set_ttl(piece.set.ttl, "negative TTL: the smaller of the SOA's TTL and its minimum (RFC 2308)");
  end(outcome, std::move(step));
}

void Steps::tell_records(const Piece& piece) {
  set_ttl(piece.set.ttl, "as in the zone file");
  if (piece.leads_on)
    return note("it is an alias (CNAME) of " + dns::name_text(dns::lowered(piece.set.first())));
  const std::string count = std::to_string(piece.set.count);
  end(Ending::records, count + " " + dns::text(piece.set.type) + " of the zone file");
}

void Steps::tell_pool(const Piece& piece) {
  const auto index = pool_of(*piece.pool, lookup_.zone().id());
  if (!index) return end(Ending::pool, "a pool answers");  // every place is a pool's
  out_.pool = world_.report(*index);
  out_.pool_type = static_cast<Type>(piece.pool->type);
  note("pool " + world_.config().pools[*index].name + " answers its " + dns::text(out_.pool_type));
  if (piece.why == Why::failing) return end(Ending::servfail, "no member may be returned: SERVFAIL");
  if (piece.why == Why::no_member) {
    set_ttl(piece.set.ttl, "negative TTL of a pool without eligible members");
    return end(Ending::nodata, "no member may be returned: no data");
  }
  set_ttl(out_.pool->ttl, "");
  out_.outcome = Ending::pool;
  if (piece.leads_on) note("targets in zones of this server are followed");
}

void Steps::tell_renaming(const Piece& piece) {
  const std::string step =
      dns::name_text(lookup_.found().node->name()) + " has a DNAME, which renames what is below it";
  set_ttl(piece.set.ttl, "of the DNAME, as in the zone file");
  if (piece.why == Why::too_long)
    return end(Ending::alias, step + ": the name would become too long, YXDOMAIN (RFC 6672)");
  const dns::NameView target = piece.set.first();
  if (piece.leads_on) return note(step + ": on to " + dns::name_text(dns::lowered(target)));
  end(Ending::records, step + ": a CNAME to " + dns::name_text(target));
}

// A name of a pool is in the pool's own zone.
std::optional<PoolId> Steps::pool_of(const snapshot::ImagePlace& place, ZoneId zone) const {
  const dns::NameView owner{place.name(), place.name_size};
  const auto& config = world_.config();
  const auto is_it = [&](const config::PoolName& name) {
    return dns::equal(name.owner, owner) &&
           std::ranges::find(name.types, static_cast<Type>(place.type)) != name.types.end();
  };
  for (const PoolId id : config.pools.ids())
    if (config.pools[id].zone == zone && std::ranges::any_of(config.pools[id].names, is_it)) return id;
  return {};
}

}  // namespace rota::report
