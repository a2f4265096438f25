#include "serve/composer.h"

#include <algorithm>

#include "serve/asker.h"
#include "stats/counts.h"

namespace rota::serve {

namespace count = stats::count;
using dns::Section;
using dns::Type;

bool Composer::is_negative(Composed composed) const {
  if (composed == Composed::truncated) return false;
  const bool has_data = reply_.has_answers() || !reply_.is_authoritative();  // or it is a referral
  return composed != Composed::whole || reply_.rcode() != dns::Rcode::noerror || !has_data;
}

std::size_t Composer::finish(Composed composed, stats::ThreadCounters counters) {
  const std::size_t size = finish_reply(composed);
  count(composed, counters);
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
  reply_.set_authoritative(true);
  const Piece* piece = lookup_.next();
  if (lookup_.found().node) zone_counter_ = lookup_.zone().first_counter();
  while (piece != nullptr && write(*piece)) piece = lookup_.next();
  return composed_;
}

void Composer::count(Composed composed, stats::ThreadCounters counters) const {
  const dns::Rcode rcode = reply_.rcode();
  counters.add(zone_counter_ ? *zone_counter_ + stats::zone_counter_of(rcode) : count::of(rcode));
  if (composed == Composed::truncated) counters.add(count::truncated);
  if (composed != Composed::whole) return;
  for (std::size_t i = 0; i < given_count_; ++i) counters.add(given_[i]);
}

bool Composer::write(const Piece& piece) {
  switch (piece.why) {
    case Why::records:
    case Why::renamed: return answer(piece.set) || end(Composed::truncated);
    case Why::pool: return choose(piece);
    case Why::referral: reply_.set_authoritative(reply_.has_answers()); break;  // of the chain that led here
    case Why::no_name: reply_.set_rcode(dns::Rcode::nxdomain); break;
    case Why::dname:
    case Why::no_data:
    case Why::no_member:
    case Why::glue: break;
    case Why::sibling_glue: return add_sibling(piece);
    case Why::help: return add(piece);  // dropped without a word, as the rest, when there is no room
    case Why::foreign: return end_outside(Composed::refused);
    case Why::prohibited: return end_outside(Composed::prohibited);
    case Why::broken: return end_outside(Composed::broken);
    case Why::failing: return end(Composed::servfail);
    case Why::too_long: reply_.set_rcode(dns::Rcode::yxdomain); return false;
    case Why::loop:
    case Why::long_chain: return false;  // the asker sees it
  }
  return add(piece) || end(Composed::truncated);
}

bool Composer::end(Composed composed) {
  composed_ = composed;
  return false;
}

// Where a chain leads out of what we may tell, the asker goes on by itself.
bool Composer::end_outside(Composed at_first) { return lookup_.hop() == 0 ? end(at_first) : false; }

bool Composer::answer(const dns::RecordSet& set) {
  if (!reply_.add(Section::answer, owner_, set)) return false;
  owner_ = reply_.last_target();  // of an alias; behind all else there is no further answer
  return true;
}

bool Composer::choose(const Piece& piece) {
  const snapshot::Menu& menu = *piece.menu;
  const Type type = piece.set.type;
  const auto turn_of = [&](std::uint32_t child) -> std::uint64_t& {
    return turns_.of(piece.pool->turn + child * snapshot::turns_of(type) +
                     snapshot::turn_of(type, query_.type));
  };
  const policy::Choice choice = policy::choose(
      menu.plan(), [this] { return asker_of(peer_, client_subnet_); }, maps_, turn_of);
  ++*choice.turn;
  scope_ = std::max(scope_, choice.scope);
  given_[given_count_++] = menu.counter(choice.line) + stats::line_long;
  dns::RecordSet set = menu.form(choice.line).set(type, choice.rotation);
  if (!answer(set)) {
    // Who can take little gets fewer, and others the next time, rather than TC.
    if (menu.may_be_cut()) set = reply_.fitting(set);
    if (!menu.may_be_cut() || !answer(set)) return end(Composed::truncated);
  }
  lookup_.go_on(set);
  return true;
}

bool Composer::add(const Piece& piece) { return reply_.add(piece.section, piece.owner, piece.set); }

// The asker can do without it: what does not fit is left out, for a host as a whole.
bool Composer::add_sibling(const Piece& piece) {
  if (piece.owner.data() != left_out_ && !add(piece)) left_out_ = piece.owner.data();
  return true;
}

}  // namespace rota::serve
