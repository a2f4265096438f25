#include "base/inherited.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

namespace rota {

namespace {

constexpr std::string_view held_mark = "held ";

bool is_socket(int descriptor) {
  struct stat what {};
  return ::fstat(descriptor, &what) == 0 && S_ISSOCK(what.st_mode);
}

}  // namespace

Result<Inherited> Inherited::adopt(std::string_view text, int first) {
  Inherited out;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const bool is_held = line.starts_with(held_mark);
    if (is_held) line.remove_prefix(held_mark.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos)
      return Error{"'" + std::string(line) + "' is not a kind of socket and its address"};
    Socket socket(first++);
    if (!is_socket(socket.get())) return Error{"no socket was inherited for " + std::string(line)};
    ::fcntl(socket.get(), F_SETFD, FD_CLOEXEC);
    out.add(
        {std::string(line.substr(0, space)), std::string(line.substr(space + 1)), socket.release(), is_held});
  }
  return out;
}

void Inherited::add(NamedSocket socket) {
  items_.push_back(
      {std::move(socket.kind), std::move(socket.address), Socket(socket.descriptor), socket.is_held});
}

// The first of those that were taken least.
const Inherited::Item* Inherited::next(std::string_view kind, std::string_view address) const {
  const Item* out = nullptr;
  for (const Item& item : items_)
    if (item.kind == kind && item.address == address && (out == nullptr || item.taken < out->taken))
      out = &item;
  return out;
}

std::optional<Socket> Inherited::take(std::string_view kind, std::string_view address) {
  const Item* const found = next(kind, address);
  if (found == nullptr) return {};
  const auto item = items_.begin() + (found - items_.data());
  if (item->is_held) {
    ++item->taken;
    return Socket(::fcntl(item->socket.get(), F_DUPFD_CLOEXEC, 0));
  }
  Socket out = std::move(item->socket);
  items_.erase(item);
  return out;
}

std::vector<std::string> Inherited::addresses(std::string_view kind) const {
  std::vector<std::string> out;
  for (const Item& item : items_)
    if (item.kind == kind && item.taken == 0 && std::ranges::find(out, item.address) == out.end())
      out.push_back(item.address);
  return out;
}

void Inherited::drop(std::string_view kind, std::string_view address) {
  std::erase_if(items_, [&](const Item& item) { return item.kind == kind && item.address == address; });
}

std::size_t Inherited::held(std::string_view kind, std::string_view address) const {
  return static_cast<std::size_t>(std::ranges::count_if(items_, [&](const Item& item) {
    return item.is_held && item.kind == kind && item.address == address;
  }));
}

bool Inherited::is_shared(std::string_view kind, std::string_view address) const {
  const Item* const found = next(kind, address);
  return found != nullptr && found->taken > 0;
}

std::string describe(const std::vector<NamedSocket>& sockets) {
  std::string out;
  for (const NamedSocket& socket : sockets)
    out += std::string(socket.is_held ? held_mark : "") + socket.kind + " " + socket.address + "\n";
  return out;
}

}  // namespace rota
