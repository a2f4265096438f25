// The one bounds-checked reader and writer of wire data. Neither throws; a
// reader that runs out fails and stays failed, a writer that is full says so and
// can be rolled back to a mark.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>

namespace rota {

using Bytes = std::span<const std::uint8_t>;

inline std::uint16_t load16(const std::uint8_t* at) { return static_cast<std::uint16_t>(at[0] << 8 | at[1]); }
inline std::uint32_t load32(const std::uint8_t* at) {
  return static_cast<std::uint32_t>(load16(at)) << 16 | load16(at + 2);
}
inline void store16(std::uint8_t* at, std::uint16_t value) {
  at[0] = static_cast<std::uint8_t>(value >> 8);
  at[1] = static_cast<std::uint8_t>(value);
}
inline void store32(std::uint8_t* at, std::uint32_t value) {
  store16(at, static_cast<std::uint16_t>(value >> 16));
  store16(at + 2, static_cast<std::uint16_t>(value));
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
