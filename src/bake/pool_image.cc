#include "bake/pool_image.h"

#include <algorithm>

namespace rota::bake {

namespace {

using snapshot::Image;
using snapshot::Link;

// Room for this many menus of the usual size beyond the first ones: addresses, not memory.
constexpr std::size_t spare_units = std::size_t{1} << 20;

std::vector<snapshot::PlaceOrder> orders_of(std::span<const PoolName> names) {
  std::vector<snapshot::PlaceOrder> out;
  for (const PoolName& name : names) out.push_back({name.owner, name.type, name.turn});
  return out;
}

std::size_t units_of(std::span<const std::byte> menu) { return menu.size() / snapshot::image_unit; }

}  // namespace

PoolImage::PoolImage(std::span<const PoolName> names, const IdVector<PoolId, std::vector<BakedMenu>>& menus)
    : servings_(menus.size()),
      image_(std::make_shared<Image>(orders_of(names), spare_units)),
      room_(image_->first_room(), image_->end()) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto& servings = servings_[names[i].pool];
    auto serving = std::ranges::find(servings, names[i].type, &Serving::type);
    if (serving == servings.end()) serving = servings.insert(serving, {names[i].type, {}, {}});
    serving->places.push_back(places()[i]);
  }
  for (const PoolId pool : menus.ids()) put(pool, menus[pool]);
}

void PoolImage::put(PoolId pool, const std::vector<BakedMenu>& menus) {
  std::vector<Serving>& servings = servings_[pool];
  std::vector<Block> blocks;
  for (const Serving& serving : servings) {
    const auto baked = std::ranges::find(menus, serving.type, &BakedMenu::type);
    blocks.push_back(snapshot::write_menu(baked->menu));
  }
  const std::vector<Run> runs = take_for(blocks);
  room_.make_room_to_retire(servings.size());
  for (std::size_t i = 0; i < servings.size(); ++i) lay(servings[i], blocks[i], runs[i]);
}

void PoolImage::lay(Serving& serving, const Block& menu, Run run) noexcept {
  image_->write(run.at, menu);
  for (const Link place : serving.places) image_->point(place, run.at);
  if (serving.menu.units > 0) room_.retire(serving.menu);
  serving.menu = run;
}

std::vector<Run> PoolImage::take_for(const std::vector<Block>& blocks) {
  if (auto runs = try_to_take_for(blocks)) return std::move(*runs);
  std::size_t units = 0;
  for (const Block& block : blocks) units += units_of(block);
  move_out(units);
  return try_to_take_for(blocks).value();
}

std::optional<std::vector<Run>> PoolImage::try_to_take_for(const std::vector<Block>& blocks) {
  std::vector<Run> out;
  out.reserve(blocks.size());
  for (const Block& block : blocks) {
    const auto run = room_.take(units_of(block));
    if (!run) return {};
    out.push_back(*run);
  }
  return out;
}

// Every menu in use goes into a larger image, where they lie without gaps. The
// old one lives as long as somebody reads it. Nothing fails once that one is there.
void PoolImage::move_out(std::size_t units) {
  std::size_t used = units;
  for (const auto& servings : servings_)
    for (const Serving& serving : servings) used += serving.menu.units;
  auto next = std::make_shared<Image>(*image_, used * 2 + spare_units);
  room_ = Room(next->first_room(), next->end());
  for (auto& servings : servings_)
    for (Serving& serving : servings) {
      if (serving.menu.units == 0) continue;
      const Run run = *room_.take(serving.menu.units);
      next->write(run.at, image_->read(serving.menu.at, run.units));
      for (const Link place : serving.places) next->point(place, run.at);
      serving.menu = run;
    }
  image_ = std::move(next);
}

}  // namespace rota::bake
