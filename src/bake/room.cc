#include "bake/room.h"

#include <iterator>

namespace rota::bake {

using snapshot::Link;

std::optional<Run> Room::take(std::size_t units) {
  const auto fitting = by_size_.lower_bound({units, 0});
  if (fitting != by_size_.end()) {
    const Run whole{fitting->second, fitting->first};
    remove_free(by_place_.find(whole.at));
    if (whole.units > units) add_free({whole.at + static_cast<Link>(units), whole.units - units});
    return Run{whole.at, units};
  }
  if (end_ - next_ < units) return {};
  return Run{std::exchange(next_, next_ + static_cast<Link>(units)), units};
}

void Room::reclaim(std::uint64_t edition) {
  for (const Run& run : retired_.reclaim(edition)) give(run);
}

void Room::give(Run run) {
  const auto after = by_place_.find(run.at + static_cast<Link>(run.units));
  if (after != by_place_.end()) {
    run.units += after->second;
    remove_free(after);
  }
  const auto next = by_place_.lower_bound(run.at);
  const auto before = next == by_place_.begin() ? by_place_.end() : std::prev(next);
  if (before != by_place_.end() && before->first + before->second == run.at) {
    run = {before->first, before->second + run.units};
    remove_free(before);
  }
  if (run.at + run.units == next_) {
    next_ = run.at;
  } else {
    add_free(run);
  }
}

void Room::add_free(Run run) {
  by_place_.emplace(run.at, run.units);
  by_size_.emplace(run.units, run.at);
}

void Room::remove_free(std::map<Link, std::size_t>::iterator run) {
  by_size_.erase({run->second, run->first});
  by_place_.erase(run);
}

}  // namespace rota::bake
