#include "serve/trail.h"

#include <algorithm>

namespace rota::serve {

bool Trail::go_on(dns::NameView target) {
  const auto before = std::span(names_).first(hop_);
  Room& room = names_[hop_++];
  // `target` may stand in this very room: letters are lower-cased where they are.
  dns::lower_into(target, room.octets.data());
  room.size = target.size();
  name_ = room.name();
  return !dns::same(question_, name_) &&
         std::ranges::none_of(before, [&](const Room& other) { return dns::same(other.name(), name_); });
}

bool Trail::note(const std::uint8_t* node, std::span<const std::uint8_t*> all, std::size_t& count) {
  const auto noted = all.first(count);
  if (std::ranges::find(noted, node) != noted.end()) return false;
  all[count++] = node;
  return true;
}

}  // namespace rota::serve
