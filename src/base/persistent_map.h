// PersistentMap<Key, Value>: a sorted map whose copies cost nothing and never change.
// One thread changes its map and gives copies to others, who read them at leisure.
//
// Entries stand in blocks of 32 to 128, and copies share them. A change copies one
// block and the list of blocks, so that with 100,000 entries it takes some 10 us. A
// change that throws for want of memory has changed nothing.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace rota {

template <class Key, class Value>
class PersistentMap {
 public:
  struct Entry {
    Key key;
    Value value;
  };

  PersistentMap() = default;
  explicit PersistentMap(std::vector<Entry> sorted) {  // of different keys
    auto blocks = std::make_shared<Blocks>();
    for (std::size_t i = 0; i < sorted.size(); i += fill) {
      Block block;
      for (std::size_t end = std::min(sorted.size(), i + fill), at = i; at < end; ++at)
        block.push_back(std::make_shared<const Entry>(std::move(sorted[at])));
      blocks->push_back(std::make_shared<const Block>(std::move(block)));
    }
    size_ = sorted.size();
    blocks_ = std::move(blocks);
  }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  // Null when there is none. It lives as long as this map is not changed.
  const Value* find(const Key& key) const {
    const std::size_t at = block_of(key);
    if (at == blocks_->size()) return nullptr;
    const Block& block = *(*blocks_)[at];
    const auto place = place_in(block, key);
    return place != block.end() && (*place)->key == key ? &(*place)->value : nullptr;
  }

  void set(Key key, Value value) {
    const std::size_t at = std::min(block_of(key), blocks_->empty() ? 0 : blocks_->size() - 1);
    Block block = blocks_->empty() ? Block() : *(*blocks_)[at];
    const auto place = place_in(block, key);
    const bool is_known = place != block.end() && (*place)->key == key;
    auto entry = std::make_shared<const Entry>(Entry{std::move(key), std::move(value)});
    if (is_known)
      *place = std::move(entry);
    else
      block.insert(place, std::move(entry));
    replace(at, std::move(block));
    size_ += is_known ? 0U : 1U;
  }

  bool erase(const Key& key) {  // true when it was there
    if (find(key) == nullptr) return false;
    const std::size_t at = block_of(key);
    Block block = *(*blocks_)[at];
    block.erase(place_in(block, key));
    replace(at, std::move(block));
    --size_;
    return true;
  }

  // In the order of their keys.
  template <class Visit>
  void each(Visit visit) const {
    for (const auto& block : *blocks_)
      for (const auto& entry : *block) visit(entry->key, entry->value);
  }

  // Each key that was set or erased between one map and its copy, in order. What they
  // share is passed over: a block at a time.
  template <class Visit>
  static void each_difference(const PersistentMap& a, const PersistentMap& b, Visit visit) {
    std::vector<std::shared_ptr<const Entry>> left = a.beside(b), right = b.beside(a);
    auto one = left.begin();
    auto other = right.begin();
    while (one != left.end() || other != right.end()) {
      const bool takes_one = other == right.end() || (one != left.end() && !((*other)->key < (*one)->key));
      const bool takes_other = one == left.end() || (other != right.end() && !((*one)->key < (*other)->key));
      const bool differ = !(takes_one && takes_other) || *one != *other;
      if (differ) visit(takes_one ? (*one)->key : (*other)->key);
      if (takes_one) ++one;
      if (takes_other) ++other;
    }
  }

 private:
  static constexpr std::size_t fill = 64;  // entries of a new block
  static constexpr std::size_t most = 128;
  static constexpr std::size_t least = 32;  // fewer are put to a neighbour

  using Block = std::vector<std::shared_ptr<const Entry>>;
  using Blocks = std::vector<std::shared_ptr<const Block>>;  // none is empty

  // The first block that ends at the key or behind it.
  std::size_t block_of(const Key& key) const {
    const auto found = std::partition_point(blocks_->begin(), blocks_->end(),
                                            [&](const auto& block) { return block->back()->key < key; });
    return static_cast<std::size_t>(found - blocks_->begin());
  }

  template <class B>
  static auto place_in(B& block, const Key& key) {
    return std::partition_point(block.begin(), block.end(),
                                [&](const auto& entry) { return entry->key < key; });
  }

  // This block stands there from now on, halved when it is too large, with its
  // neighbour when it is too small.
  void replace(std::size_t at, Block block) {
    auto next = std::make_shared<Blocks>(*blocks_);
    if (at < next->size()) next->erase(next->begin() + static_cast<std::ptrdiff_t>(at));
    if (block.size() < least && at < next->size()) {
      block.insert(block.end(), (*next)[at]->begin(), (*next)[at]->end());
      next->erase(next->begin() + static_cast<std::ptrdiff_t>(at));
    }
    const auto half = block.begin() + static_cast<std::ptrdiff_t>(block.size() / 2);
    const auto add = [&](Block part) {
      next->insert(next->begin() + static_cast<std::ptrdiff_t>(at++),
                   std::make_shared<const Block>(std::move(part)));
    };
    if (block.size() > most) {
      add(Block(block.begin(), half));
      add(Block(half, block.end()));
    } else if (!block.empty()) {
      add(std::move(block));
    }
    blocks_ = std::move(next);
  }

  // The entries of all blocks that the other does not have.
  Block beside(const PersistentMap& other) const {
    std::vector<const Block*> theirs;
    for (const auto& block : *other.blocks_) theirs.push_back(block.get());
    std::ranges::sort(theirs);
    Block out;
    for (const auto& block : *blocks_)
      if (!std::ranges::binary_search(theirs, block.get()))
        out.insert(out.end(), block->begin(), block->end());
    return out;
  }

  std::shared_ptr<const Blocks> blocks_ = std::make_shared<const Blocks>();
  std::size_t size_ = 0;
};

}  // namespace rota
