#include "process/helper/request.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace rota::process {

namespace {

struct KindName {
  Handed kind;
  std::string_view name;
};
constexpr std::array<KindName, 4> kind_names{
    {{Handed::udp, "udp"}, {Handed::tcp, "tcp"}, {Handed::control, "control"}, {Handed::http, "http"}}};

using ControlRoom = std::array<char, CMSG_SPACE(Order::most * sizeof(int))>;

int option(int socket, int name) {
  int out = -1;
  socklen_t size = sizeof out;
  return ::getsockopt(socket, SOL_SOCKET, name, &out, &size) == 0 ? out : -1;
}

msghdr header_of(iovec& piece, std::span<char> control) {
  msghdr out{};
  out.msg_iov = &piece;
  out.msg_iovlen = 1;
  out.msg_control = control.empty() ? nullptr : control.data();
  out.msg_controllen = control.size();
  return out;
}

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

bool is_sound(const Received& received) {
  const Order& order = received.order;
  if (order.kind > Order::Kind::start || order.count > Order::most || order.is_filter > 1) return false;
  if (received.descriptors.size() != order.count) return false;
  if ((order.kind == Order::Kind::take) != (order.count > 0)) return false;
  for (std::size_t i = 0; i < order.count; ++i)
    if (!is_really(received.descriptors[i].get(), order.handed.at(i))) return false;
  return std::ranges::find(order.name, '\0') != order.name.end();
}

}  // namespace

std::optional<Handed> handed_kind(std::string_view kind) {
  for (const KindName& one : kind_names)
    if (one.name == kind) return one.kind;
  return {};
}

bool is_really(int descriptor, Handed kind) {
  const int family = option(descriptor, SO_DOMAIN), type = option(descriptor, SO_TYPE);
  const bool is_internet = family == AF_INET || family == AF_INET6;
  const bool is_listening = option(descriptor, SO_ACCEPTCONN) == 1;
  switch (kind) {
    case Handed::line: return family == AF_UNIX && type == SOCK_STREAM && !is_listening;
    case Handed::udp: return is_internet && type == SOCK_DGRAM;
    case Handed::tcp:
    case Handed::http: return is_internet && type == SOCK_STREAM && is_listening;
    case Handed::control: return family == AF_UNIX && type == SOCK_STREAM && is_listening;
  }
  return false;
}

std::optional<Order> order_to_become(const Account& account) {
  Order out;
  out.kind = Order::Kind::become;
  out.user = account.user;
  out.group = account.group;
  if (account.name.empty() || account.name.size() >= out.name.size()) return {};
  std::ranges::copy(account.name, out.name.begin());
  return out;
}

bool send_order(int line, const Order& order, std::span<const int> descriptors) {
  Order copy = order;
  iovec piece{&copy, sizeof copy};
  alignas(cmsghdr) ControlRoom room{};
  msghdr message =
      header_of(piece, std::span(room).first(descriptors.empty() ? 0 : CMSG_SPACE(descriptors.size_bytes())));
  if (!descriptors.empty()) {
    cmsghdr* const head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(head), descriptors.data(), descriptors.size_bytes());
  }
  return ::sendmsg(line, &message, MSG_NOSIGNAL) == sizeof copy;
}

std::optional<Received> receive_order(int line) {
  Received out;
  iovec piece{&out.order, sizeof out.order};
  alignas(cmsghdr) ControlRoom room{};
  msghdr message = header_of(piece, room);
  ssize_t size = 0;
  do size = ::recvmsg(line, &message, MSG_CMSG_CLOEXEC);
  while (size < 0 && errno == EINTR);
  if (size <= 0) return {};
  const bool only_descriptors = take_all(message, out.descriptors);
  const bool is_whole = size == sizeof out.order && (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0;
  if (!only_descriptors || !is_whole || !is_sound(out)) return {};
  return out;
}

}  // namespace rota::process
