// One of the few words that a key allows, and what it means.
#pragma once

#include <string_view>

namespace rota {

template <class T>
struct Word {
  std::string_view text;
  T meaning;
};

}  // namespace rota
