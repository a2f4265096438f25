#include "snapshot/image.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace rota::snapshot {

namespace {

std::size_t units_of(std::size_t octets) { return (octets + image_unit - 1) / image_unit; }

}  // namespace

Image::Image(std::span<const PlaceOrder> places, std::size_t room) {
  const std::size_t slots = std::bit_ceil(places.size() * 2 + 1);
  mask_ = static_cast<std::uint32_t>(slots - 1);
  auto next = static_cast<Link>(table_at + units_of(slots * sizeof(Slot)));
  for (const PlaceOrder& order : places) {
    places_.push_back(next);
    next += static_cast<Link>(units_of(sizeof(ImagePlace) + order.name.size()));
  }
  first_room_ = next;
  memory_.resize((next + room) * image_unit);
  for (std::size_t i = 0; i < places.size(); ++i) {
    ImagePlace& place = *at<ImagePlace>(places_[i]);
    place.turn = places[i].turn;
    place.type = static_cast<std::uint16_t>(places[i].type);
    place.name_size = static_cast<std::uint8_t>(places[i].name.size());
    std::ranges::copy(places[i].name, reinterpret_cast<std::uint8_t*>(&place + 1));
  }
}

Image::Image(const Image& other, std::size_t room)
    : mask_(other.mask_), first_room_(other.first_room_), places_(other.places_) {
  memory_.resize((first_room_ + room) * image_unit);
  std::memcpy(memory_.data(), other.memory_.data(), first_room_ * image_unit);
}

void Image::list(Link link) {
  const ImagePlace& place = *at<ImagePlace>(link);
  const std::uint64_t hash = dns::hash({place.name(), place.name_size});
  auto i = static_cast<std::uint32_t>(hash) & mask_;
  Slot* const slots = at<Slot>(table_at);
  while (slots[i].place != 0) i = (i + 1) & mask_;
  slots[i] = {tag_of(hash, static_cast<dns::Type>(place.type)), link};
}

std::span<const std::byte> Image::read(Link room, std::size_t units) const {
  return {at<std::byte>(room), units * image_unit};
}

void Image::write(Link room, std::span<const std::byte> menu) {
  std::memcpy(at<std::byte>(room), menu.data(), menu.size());
}

void Image::point(Link place, Link menu) {
  std::atomic_ref(at<ImagePlace>(place)->menu).store(menu, std::memory_order_release);
}

}  // namespace rota::snapshot
