// The one bounds-checked reader and writer of wire data. Neither throws; a
// reader that runs out fails and stays failed, a writer that is full says so and
// can be rolled back to a mark.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>

namespace rota {

using Bytes = std::span<const std::uint8_t>;

// Numbers of the network, most significant octet first: one load or store each,
// which compilers do not always make of single octets.
constexpr bool is_little = std::endian::native == std::endian::little;
[[gnu::always_inline]] inline std::uint16_t load16(const std::uint8_t* at) {
  std::uint16_t value = 0;
  std::memcpy(&value, at, sizeof value);
  return is_little ? __builtin_bswap16(value) : value;
}
[[gnu::always_inline]] inline std::uint32_t load32(const std::uint8_t* at) {
  std::uint32_t value = 0;
  std::memcpy(&value, at, sizeof value);
  return is_little ? __builtin_bswap32(value) : value;
}
[[gnu::always_inline]] inline void store16(std::uint8_t* at, std::uint16_t value) {
  value = is_little ? __builtin_bswap16(value) : value;
  std::memcpy(at, &value, sizeof value);
}
[[gnu::always_inline]] inline void store32(std::uint8_t* at, std::uint32_t value) {
  value = is_little ? __builtin_bswap32(value) : value;
  std::memcpy(at, &value, sizeof value);
}

// Copies what is mostly some ten octets: words of eight, the last over the one before, for which
// no call is made. The two do not overlap.
[[gnu::always_inline]] inline void copy_short(std::uint8_t* to, Bytes from) {
  if (from.size() < 8) {
    for (const std::uint8_t octet : from) *to++ = octet;
    return;
  }
  const std::size_t last = from.size() - 8;
  for (std::size_t at = 0; at < last; at += 8) std::memcpy(to + at, from.data() + at, 8);
  std::memcpy(to + last, from.data() + last, 8);
}

class ByteReader {
 public:
  explicit ByteReader(Bytes data) : data_(data) {}

  bool failed() const { return failed_; }
  std::size_t position() const { return at_; }
  std::size_t left() const { return data_.size() - at_; }

  std::uint8_t read8() { return has(1) ? data_[at_++] : std::uint8_t{0}; }
  std::uint16_t read16() {
    if (!has(2)) return 0;
    at_ += 2;
    return load16(data_.data() + at_ - 2);
  }
  std::uint32_t read32() {
    if (!has(4)) return 0;
    at_ += 4;
    return load32(data_.data() + at_ - 4);
  }
  Bytes read(std::size_t size) {
    if (!has(size)) return {};
    at_ += size;
    return data_.subspan(at_ - size, size);
  }

 private:
  bool has(std::size_t size) {
    if (size > left()) failed_ = true;
    return !failed_;
  }

  Bytes data_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

class ByteWriter {
 public:
  // Writes into `room`, which must outlive it.
  explicit ByteWriter(std::span<std::uint8_t> room) : room_(room) {}

  std::size_t size() const { return at_; }
  std::size_t left() const { return room_.size() - at_; }
  std::uint8_t* data() { return room_.data(); }
  const std::uint8_t* data() const { return room_.data(); }

  // False, and nothing is written, when it does not fit.
  [[nodiscard]] bool write(Bytes bytes) {
    if (bytes.size() > left()) return false;
    if (!bytes.empty()) std::memcpy(room_.data() + at_, bytes.data(), bytes.size());
    at_ += bytes.size();
    return true;
  }
  [[nodiscard]] bool write16(std::uint16_t value) {
    if (left() < 2) return false;
    store16(room_.data() + at_, value);
    at_ += 2;
    return true;
  }

  // Room for `size` octets to be filled; null when it does not fit.
  [[nodiscard]] std::uint8_t* take(std::size_t size) {
    if (size > left()) return nullptr;
    at_ += size;
    return room_.data() + at_ - size;
  }

  void roll_back(std::size_t size) { at_ = size; }  // to an earlier size()

 private:
  std::span<std::uint8_t> room_;
  std::size_t at_ = 0;
};

}  // namespace rota
