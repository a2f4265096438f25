// The floor: what answering costs a program that knows no DNS. It copies the request,
// sets QR and puts four fixed A records after the question. What a server costs more
// than this is its own; what this costs is the kernel's.
//   bench_floor ADDRESS PORT
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

constexpr std::size_t batch_size = 32;
constexpr std::size_t room = 1232;
constexpr std::size_t header_size = 12;

using Record = std::array<std::uint8_t, 16>;
constexpr Record record(std::uint8_t last) {
  return {0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 192, 0, 2, last};
}
constexpr std::array<Record, 4> records{record(1), record(2), record(3), record(4)};

struct Batch {
  std::array<mmsghdr, batch_size> in{};
  std::array<mmsghdr, batch_size> out{};
  std::array<iovec, batch_size> in_parts{};
  std::array<iovec, batch_size> out_parts{};
  std::array<sockaddr_in, batch_size> peers{};
  std::array<std::array<std::uint8_t, room>, batch_size> requests{};
  std::array<std::array<std::uint8_t, room>, batch_size> replies{};
};

int open_socket(const char* address, const char* port) {
  sockaddr_in local{};
  local.sin_family = AF_INET;
  local.sin_port = htons(static_cast<std::uint16_t>(std::strtoul(port, nullptr, 10)));
  const int fd = ::socket(AF_INET, SOCK_DGRAM, 0);
  const int on = 1;
  const int buffer = 4 << 20;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  ::setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer);
  if (::inet_pton(AF_INET, address, &local.sin_addr) != 1 ||
      ::bind(fd, reinterpret_cast<const sockaddr*>(&local), sizeof local) != 0)
    return -1;
  return fd;
}

// The reply's size; 0 for what is no question.
std::size_t answer(const std::uint8_t* request, std::size_t size, std::uint8_t* reply) {
  const void* zero = size < header_size ? nullptr : std::memchr(request + header_size, 0, size - header_size);
  if (zero == nullptr) return 0;
  const std::size_t end = static_cast<std::size_t>(static_cast<const std::uint8_t*>(zero) - request) + 5;
  if (end > size || size + sizeof records > room) return 0;
  std::memcpy(reply, request, end);
  std::memcpy(reply + end, records.data(), sizeof records);
  std::memcpy(reply + end + sizeof records, request + end, size - end);
  reply[2] |= 0x80;
  reply[7] = records.size();
  return size + sizeof records;
}

void serve(int fd, Batch& batch) {
  for (std::size_t i = 0; i < batch_size; ++i) {
    batch.in_parts[i] = {batch.requests[i].data(), room};
    batch.in[i].msg_hdr = {&batch.peers[i], sizeof(sockaddr_in), &batch.in_parts[i], 1, nullptr, 0, 0};
  }
  for (;;) {
    const int received = ::recvmmsg(fd, batch.in.data(), batch_size, MSG_WAITFORONE, nullptr);
    unsigned queued = 0;
    for (std::size_t i = 0; received > 0 && i < static_cast<std::size_t>(received); ++i) {
      const std::size_t size =
          answer(batch.requests[i].data(), batch.in[i].msg_len, batch.replies[queued].data());
      if (size == 0) continue;
      batch.out_parts[queued] = {batch.replies[queued].data(), size};
      batch.out[queued].msg_hdr = {
          &batch.peers[i], sizeof(sockaddr_in), &batch.out_parts[queued], 1, nullptr, 0, 0};
      ++queued;
    }
    if (queued > 0) ::sendmmsg(fd, batch.out.data(), queued, 0);
  }
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::fputs("usage: bench_floor ADDRESS PORT\n", stderr);
    return 2;
  }
  const int fd = open_socket(words[1], words[2]);
  if (fd < 0) {
    std::perror("bench_floor");
    return 1;
  }
  static Batch batch;
  serve(fd, batch);
}
