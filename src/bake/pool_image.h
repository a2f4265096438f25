// The pools' side of the bake: lays menus into the image, points the places of a
// pool at the newest, and sees to the room that older ones leave.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "bake/pool_baker.h"
#include "bake/room.h"
#include "dns/name.h"
#include "snapshot/image.h"

namespace rota::bake {

// A name and type that a pool answers.
struct PoolName {
  dns::NameView owner;
  dns::Type type{};
  PoolId pool;
  TurnId turn;  // as snapshot::ImagePlace
};

class PoolImage {
 public:
  PoolImage(std::span<const PoolName> names, const IdVector<PoolId, std::vector<BakedMenu>>& menus);

  // By index of the names it was made of. Good for every image that comes of it.
  const std::vector<snapshot::Link>& places() const { return image_->places(); }
  void list(snapshot::Link place) { image_->list(place); }  // only before anybody reads

  // From now on the pool's names answer from these. A fresh image where the room
  // has run out: image() is another one then. Where it throws, nothing has changed.
  void put(PoolId pool, const std::vector<BakedMenu>& menus);
  std::shared_ptr<const snapshot::Image> image() const { return image_; }

  // As bake::Room.
  void close(std::uint64_t edition) noexcept { room_.close(edition); }
  void reclaim(std::uint64_t edition) { room_.reclaim(edition); }

 private:
  // All names of a pool that answer one type share a menu.
  struct Serving {
    dns::Type type{};
    std::vector<snapshot::Link> places;
    Run menu;
  };

  using Block = std::vector<std::byte>;

  std::vector<Run> take_for(const std::vector<Block>& blocks);
  std::optional<std::vector<Run>> try_to_take_for(const std::vector<Block>& blocks);
  void lay(Serving& serving, const Block& menu, Run run) noexcept;
  void move_out(std::size_t units);

  IdVector<PoolId, std::vector<Serving>> servings_;
  std::shared_ptr<snapshot::Image> image_;
  Room room_;
};

}  // namespace rota::bake
