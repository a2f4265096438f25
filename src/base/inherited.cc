#include "base/inherited.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

namespace rota {

namespace {

bool is_socket(int descriptor) {
  struct stat what {};
  return ::fstat(descriptor, &what) == 0 && S_ISSOCK(what.st_mode);
}

}  // namespace

Result<Inherited> Inherited::adopt(std::string_view text, int first) {
  Inherited out;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos)
      return Error{"'" + std::string(line) + "' is not a kind of socket and its address"};
    Socket socket(first++);
    if (!is_socket(socket.get())) return Error{"no socket was inherited for " + std::string(line)};
    ::fcntl(socket.get(), F_SETFD, FD_CLOEXEC);
    out.items_.push_back(
        {std::string(line.substr(0, space)), std::string(line.substr(space + 1)), std::move(socket)});
  }
  return out;
}

std::optional<Socket> Inherited::take(std::string_view kind, std::string_view address) {
  const auto found = std::ranges::find_if(
      items_, [&](const Item& item) { return item.kind == kind && item.address == address; });
  if (found == items_.end()) return {};
  Socket out = std::move(found->socket);
  items_.erase(found);
  return out;
}

std::vector<std::string> Inherited::addresses(std::string_view kind) const {
  std::vector<std::string> out;
  for (const Item& item : items_)
    if (item.kind == kind && std::ranges::find(out, item.address) == out.end()) out.push_back(item.address);
  return out;
}

std::string describe(const std::vector<NamedSocket>& sockets) {
  std::string out;
  for (const NamedSocket& socket : sockets) out += socket.kind + " " + socket.address + "\n";
  return out;
}

}  // namespace rota
