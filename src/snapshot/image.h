// All pools as query threads read them: one flat piece of memory without
// pointers, a table from questions to places in front, the pools' menus behind.
// A place is a (name, type) that a pool answers; it points at a menu, and a change
// of health is one store of that pointer. Everything is a link, counted in units
// from the image's start: a path that is not ours may map and read it as it is.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/id.h"
#include "base/pages.h"
#include "dns/name.h"
#include "dns/types.h"
#include "snapshot/menu.h"

namespace rota::snapshot {

using Link = std::uint32_t;             // in units from the start of the image; 0 = none
constexpr std::size_t image_unit = 64;  // octets: a cache line

// Which of a place's turns a question takes. Turns belong to the asked type: a client
// that asks for A and then for AAAA, as they all do, and is sent elsewhere by a CNAME
// each time, moves two rotations by one, not one by two. All turns of a place start at
// the same number, so that it is sent to the same target. What a place answers for:
// its own type, ANY, and, where it is a CNAME, every other type; rare ones share turns.
constexpr std::uint32_t most_turns = 16;
constexpr std::uint32_t turns_of(dns::Type place) { return place == dns::Type::cname ? most_turns : 2; }
constexpr std::uint32_t turn_of(dns::Type place, dns::Type asked) {
  if (asked == place) return 0;
  switch (asked) {
    case dns::Type::any: return 1;
    case dns::Type::a: return 2;
    case dns::Type::aaaa: return 3;
    case dns::Type::https: return 4;
    case dns::Type::svcb: return 5;
    case dns::Type::srv: return 6;
    case dns::Type::mx: return 7;
    case dns::Type::txt: return 8;
    case dns::Type::ns: return 9;
    case dns::Type::soa: return 10;
    default: return 11 + static_cast<std::uint32_t>(asked) % (most_turns - 11);
  }
}

struct ImagePlace {
  Link menu = 0;  // swapped while it is read: through Image::menu alone
  TurnId turn;    // the first of its turns among those of a thread
  std::uint16_t type = 0;
  std::uint8_t name_size = 0;
  std::uint8_t spare = 0;

  const std::uint8_t* name() const { return reinterpret_cast<const std::uint8_t*>(this + 1); }  // lower-cased
};

struct PlaceOrder {
  dns::NameView name;  // lower-cased
  dns::Type type{};
  TurnId turn;
};

class Image {
 public:
  // The places in this order, no menus yet, none listed; memory for `room` units of
  // menus is set aside (and costs nothing until it is written).
  Image(std::span<const PlaceOrder> places, std::size_t room);
  // A larger one with the places and the table of `other`: links to places stay good.
  Image(const Image& other, std::size_t room);
  Image& operator=(const Image&) = delete;

  // The listed place of this question, its name in any case and hashed; null when
  // there is none.
  const ImagePlace* find(std::uint64_t hash, dns::NameView name, dns::Type type) const;
  const ImagePlace& place(Link link) const { return *at<ImagePlace>(link); }
  Menu menu(const ImagePlace& place) const {
    // Not std::atomic_ref, which asks each time whether a Link lies where Links lie.
    return Menu(at<std::byte>(__atomic_load_n(&place.menu, __ATOMIC_ACQUIRE)));
  }

  // One thread at a time, while others read.
  const std::vector<Link>& places() const { return places_; }                  // in the order they were given
  Link first_room() const { return first_room_; }                              // menus lie from here
  Link end() const { return static_cast<Link>(memory_.size() / image_unit); }  // ... up to here
  void list(Link place);  // before anybody reads: find() leads there
  std::span<const std::byte> read(Link room, std::size_t units) const;
  void write(Link room, std::span<const std::byte> menu);  // nobody may be reading there
  void point(Link place, Link menu);                       // from now on answers come from that menu

 private:
  struct Slot {
    std::uint32_t tag = 0;
    Link place = 0;
  };

  template <class T>
  const T* at(Link link) const {
    return reinterpret_cast<const T*>(memory_.data() + link * image_unit);
  }
  template <class T>
  T* at(Link link) {
    return reinterpret_cast<T*>(memory_.data() + link * image_unit);
  }
  // Names of one hash lie side by side; the type tells A from AAAA without a look at the place.
  static std::uint32_t tag_of(std::uint64_t hash, dns::Type type) {
    return static_cast<std::uint32_t>(hash >> 32) + static_cast<std::uint32_t>(type);
  }

  static constexpr Link table_at = 1;  // unit 0 is nobody's: link 0 means none

  Pages memory_;            // pages that nothing is written to are never there: room costs addresses alone
  std::uint32_t mask_ = 0;  // of the table
  Link first_room_ = 0;
  std::vector<Link> places_;
};

inline const ImagePlace* Image::find(std::uint64_t hash, dns::NameView name, dns::Type type) const {
  const Slot* const slots = at<Slot>(table_at);
  const std::uint32_t tag = tag_of(hash, type);
  for (auto i = static_cast<std::uint32_t>(hash) & mask_; slots[i].place != 0; i = (i + 1) & mask_) {
    if (slots[i].tag != tag) continue;
    const ImagePlace& place = *at<ImagePlace>(slots[i].place);
    if (place.type == static_cast<std::uint16_t>(type) && dns::same({place.name(), place.name_size}, name))
      return &place;
  }
  return nullptr;
}

}  // namespace rota::snapshot
