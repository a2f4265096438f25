// Room ahead for what must not fail later.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace rota {

// As reserve(), for those who come again: it grows by half at least, so that room made
// for one more each time does not copy everything each time. Throws bad_alloc.
template <class T>
void make_room(std::vector<T>& in, std::size_t more) {
  if (in.capacity() - in.size() < more) in.reserve(std::max(in.size() + more, in.capacity() * 3 / 2));
}

}  // namespace rota
