#include "base/plural.h"

namespace rota {

std::string count_text(std::uint64_t count) {
  std::string out = std::to_string(count);
  for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

std::string plural(std::uint64_t count, std::string_view noun) {
  return plural(count, noun, std::string(noun) + "s");
}

std::string plural(std::uint64_t count, std::string_view one, std::string_view many) {
  return count_text(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace rota
