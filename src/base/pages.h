// Memory straight from the system, in whole pages: it grows without a second copy
// of what is in it, and goes back whole when it is let go, whatever the heap does.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rota {

class Pages {
 public:
  Pages() = default;
  explicit Pages(std::size_t size) { resize(size); }
  Pages(Pages&& other) noexcept;
  Pages& operator=(Pages&& other) noexcept;
  ~Pages() { resize(0); }

  std::uint8_t* data() { return data_; }
  const std::uint8_t* data() const { return data_; }
  std::size_t size() const { return size_; }

  // What was there stays, new octets are zero; data() may move. Throws bad_alloc.
  void resize(std::size_t size);

 private:
  std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace rota
