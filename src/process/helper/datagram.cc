#include "process/helper/datagram.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace rota::process {

namespace {

using ControlRoom = std::array<char, CMSG_SPACE(most_descriptors * sizeof(int))>;

void take_descriptors(const cmsghdr& head, std::vector<Socket>& out) {
  const std::size_t size = head.cmsg_len - CMSG_LEN(0);
  for (std::size_t at = 0; at + sizeof(int) <= size; at += sizeof(int)) {
    int descriptor = -1;
    std::memcpy(&descriptor, CMSG_DATA(&head) + at, sizeof descriptor);
    out.emplace_back(descriptor);
  }
}

// False when anything but descriptors came along; those that came are owned all the same.
bool take_all(msghdr& message, std::vector<Socket>& out) {
  bool good = true;
  for (cmsghdr* head = CMSG_FIRSTHDR(&message); head != nullptr; head = CMSG_NXTHDR(&message, head)) {
    if (head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS)
      take_descriptors(*head, out);
    else
      good = false;
  }
  return good;
}

}  // namespace

bool send_datagram(int line, Bytes octets, std::span<const int> descriptors) {
  if (descriptors.size() > most_descriptors) return errno = E2BIG, false;
  iovec piece{const_cast<std::uint8_t*>(octets.data()), octets.size()};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  alignas(cmsghdr) ControlRoom room{};
  if (!descriptors.empty()) {
    message.msg_control = room.data();
    message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    cmsghdr* const head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(head), descriptors.data(), descriptors.size_bytes());
  }
  return ::sendmsg(line, &message, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0;
}

std::optional<Datagram> receive_datagram(int line) {
  Datagram out;
  out.octets.resize(largest_datagram);
  iovec piece{out.octets.data(), out.octets.size()};
  alignas(cmsghdr) ControlRoom room{};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = room.data();
  message.msg_controllen = room.size();
  ssize_t size = 0;
  do size = ::recvmsg(line, &message, MSG_CMSG_CLOEXEC);
  while (size < 0 && errno == EINTR);
  if (size <= 0) return {};
  const bool only_descriptors = take_all(message, out.descriptors);
  if (!only_descriptors || (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) return {};
  out.octets.resize(static_cast<std::size_t>(size));
  return out;
}

}  // namespace rota::process
