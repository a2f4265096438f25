#include "http/acceptor.h"

#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <set>
#include <utility>

#include "base/guard.h"
#include "base/socket.h"

namespace rota::http {

namespace {

using ErrorCode = boost::system::error_code;

constexpr int accepts_a_turn = 16;
constexpr int kernel_room = 128 * 1024;  // for what a client has not taken; the kernel books twice that

// "alice"; "uid 1000" when the system has no name for it.
std::string name_of(uid_t user) {
  std::array<char, 4096> room;
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(user, &entry, room.data(), room.size(), &found) == 0 && found != nullptr)
    return entry.pw_name;
  return "uid " + std::to_string(user);
}

}  // namespace

Acceptor::Acceptor(boost::asio::io_context& loop, process::ListeningSocket socket,
                   const Application& application, std::size_t most)
    : loop_(loop), socket_(std::move(socket)), watch_(loop), application_(application), most_(most) {
  ErrorCode error;
  watch_.assign(socket_.descriptor(), error);
  if (!error) socket_.release();
}

void Acceptor::open() {
  if (is_closed_ || is_watched_) return;
  watch_.async_wait(Watch::wait_read, [this](ErrorCode error) {
    is_watched_ = false;
    if (!error && !is_closed_) accept();
  });
  is_watched_ = true;
}

void Acceptor::accept() {
  for (int i = 0; i < accepts_a_turn; ++i)
    if (!accept_one()) return;
  open();
}

// False when there is nobody, or no room: waiting for them would only spin, so the
// next sweep looks again.
bool Acceptor::accept_one() {
  if (sessions_.size() >= most_ && !make_room()) return false;
  const int descriptor = ::accept4(watch_.native_handle(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (descriptor >= 0) {
    admit(descriptor);
    return true;
  }
  if (errno == EAGAIN) open();
  if (errno == EMFILE || errno == ENFILE) make_room();
  return errno == ECONNABORTED || errno == EINTR;
}

void Acceptor::admit(int descriptor) {
  rota::Socket accepted(descriptor);
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &kernel_room, sizeof kernel_room);
  const Peer peer = peer_of(descriptor);
  Session::Socket socket(loop_);
  ErrorCode error;
  socket.assign({socket_.is_local() ? AF_UNIX : AF_INET, 0}, descriptor, error);
  if (error) return;
  accepted.release();
  const auto ended = [this](Session& session) {
    sessions_.remove_if([&](const auto& one) { return one.get() == &session; });
    guarded("waiting for API connections", [this] { open(); });  // else the next sweep does
  };
  sessions_.push_back(std::make_shared<Session>(std::move(socket), peer, application_, ended));
  sessions_.back()->start();
}

Peer Acceptor::peer_of(int descriptor) const {
  Peer out{.is_local = socket_.is_local()};
  if (!out.is_local) return out;
  ucred from{};
  socklen_t size = sizeof from;
  if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &from, &size) == 0) out.user = name_of(from.uid);
  return out;
}

bool Acceptor::make_room() {
  return give_up_oldest(Session::State::lingering, idle_under_pressure) ||
         give_up_oldest(Session::State::waiting, idle_under_pressure) ||
         give_up_oldest(Session::State::receiving, seconds(1)) ||
         give_up_oldest(Session::State::sending, slow_under_pressure);
}

bool Acceptor::give_up_oldest(Session::State state, milliseconds at_least) {
  std::shared_ptr<Session> oldest;
  for (const auto& session : sessions_)
    if (session->state() == state && (!oldest || session->since() < oldest->since())) oldest = session;
  if (!oldest || std::chrono::steady_clock::now() - oldest->since() < at_least) return false;
  oldest->close();
  return true;
}

void Acceptor::sweep() {
  for (auto next = sessions_.begin(); next != sessions_.end();) {
    const auto session = *next++;  // it may end
    session->collect();
  }
  std::set<Text> texts;
  for (const auto& session : sessions_)
    if (session->sends()) texts.insert(session->sends());
  std::size_t held = 0;
  for (const Text& text : texts) held += text->size();
  if (held > most_sent_text) give_up_oldest(Session::State::sending, milliseconds(0));
  if (!is_watched_ && !is_closed_) accept();
}

void Acceptor::leave() {
  socket_.leave();
  close();
}

// Taken from the loop first: a listening socket that another process has too would else still be
// watched when it is closed here.
void Acceptor::close() {
  is_closed_ = true;
  if (watch_.is_open()) ::close(watch_.release());
  while (!sessions_.empty()) sessions_.front()->close();
}

}  // namespace rota::http
