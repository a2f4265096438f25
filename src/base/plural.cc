#include "base/plural.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace rota {

std::string count_text(std::uint64_t count) {
  std::string out = std::to_string(count);
  for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

std::string percent_text(double share) {
  std::array<char, 32> out{};
  const int size = std::snprintf(out.data(), out.size(), "%.1f %%", share * 100);
  return {out.data(), static_cast<std::size_t>(std::clamp(size, 0, 31))};
}

std::string plural(std::uint64_t count, std::string_view noun) {
  return plural(count, noun, std::string(noun) + "s");
}

std::string plural(std::uint64_t count, std::string_view one, std::string_view many) {
  return count_text(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace rota
