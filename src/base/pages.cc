#include "base/pages.h"

#include <sys/mman.h>
#include <unistd.h>

#include <new>
#include <utility>

namespace rota {

namespace {

std::size_t whole_pages(std::size_t size) {
  static const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return (size + page - 1) / page * page;
}

}  // namespace

Pages::Pages(Pages&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Pages& Pages::operator=(Pages&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

void Pages::resize(std::size_t size) {
  const std::size_t before = whole_pages(size_);
  const std::size_t after = whole_pages(size);
  void* to = data_;
  if (before == 0 && after > 0) {
    to = ::mmap(nullptr, after, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  } else if (after == 0 && before > 0) {
    ::munmap(data_, before);
    to = nullptr;
  } else if (before != after) {
    to = ::mremap(data_, before, after, MREMAP_MAYMOVE);
  }
  if (to == MAP_FAILED) throw std::bad_alloc();
  data_ = static_cast<std::uint8_t*>(to);
  size_ = size;
}

}  // namespace rota
