#include "rotactl/format.h"

#include <algorithm>
#include <array>
#include <ctime>

namespace rota::rotactl {

namespace {

std::tm local(WallTime time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm out{};
  ::localtime_r(&seconds, &out);
  return out;
}

}  // namespace

std::string time_text(WallTime time, WallTime now) {
  const std::tm then = local(time);
  const std::tm today = local(now);
  std::array<char, 32> out{};
  const bool is_today = then.tm_year == today.tm_year && then.tm_yday == today.tm_yday;
  const std::size_t size = is_today ? std::strftime(out.data(), out.size(), "%T", &then)
                                    : std::strftime(out.data(), out.size(), "%F %T", &then);
  return {out.data(), size};
}

std::string span_text(std::chrono::nanoseconds span) {
  struct Unit {
    const char* name;
    std::int64_t seconds;
  };
  static constexpr Unit units[] = {{" d", 86400}, {" h", 3600}, {" min", 60}, {" s", 1}};
  const auto thousandths = std::chrono::duration_cast<std::chrono::milliseconds>(span).count();
  if (thousandths < 1000) return std::to_string(std::max<std::int64_t>(thousandths, 0)) + " ms";
  std::int64_t left = (thousandths + 500) / 1000;
  const auto* unit = std::ranges::find_if(units, [&](const Unit& each) { return left >= each.seconds; });
  std::string out = std::to_string(left / unit->seconds) + unit->name;
  left %= unit->seconds;
  const auto* next = unit + 1;
  if (next != std::end(units) && left >= next->seconds)
    out += " " + std::to_string(left / next->seconds) + next->name;
  return out;
}

}  // namespace rota::rotactl
