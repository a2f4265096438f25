// TLS over TCP (RFC 7858).
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <new>
#include <utility>

#include "base/files.h"
#include "base/keys.h"
#include "serve/listeners/all.h"
#include "serve/listeners/tcp_connection.h"
#include "serve/listeners/tcp_listener.h"

namespace rota::serve {

namespace {

using Context = std::shared_ptr<SSL_CTX>;
using Session = std::unique_ptr<SSL, decltype(&SSL_free)>;

class TlsStream final : public Stream {
 public:
  TlsStream(TcpSocket socket, const Context& context)
      : socket_(std::move(socket)), tls_(SSL_new(context.get()), SSL_free) {
    if (!tls_ || SSL_set_fd(tls_.get(), socket_.native_handle()) != 1) throw std::bad_alloc();
    SSL_set_accept_state(tls_.get());
  }

  Progress read(std::span<std::uint8_t> into) override {
    return attempt(
        [&](std::size_t& octets) { return SSL_read_ex(tls_.get(), into.data(), into.size(), &octets); });
  }
  Progress write(Bytes octets) override {
    return attempt(
        [&](std::size_t& sent) { return SSL_write_ex(tls_.get(), octets.data(), octets.size(), &sent); });
  }
  bool has_more() const override { return SSL_pending(tls_.get()) > 0; }

  void finish() override {
    SSL_shutdown(tls_.get());
    ::shutdown(socket_.native_handle(), SHUT_WR);
  }
  TcpSocket& socket() override { return socket_; }

 private:
  template <class Call>
  Progress attempt(Call call) {
    ERR_clear_error();  // SSL_get_error() looks at what any earlier call left
    std::size_t octets = 0;
    const int said = call(octets);
    if (said == 1) return {State::done, octets};
    switch (SSL_get_error(tls_.get(), said)) {
      case SSL_ERROR_WANT_READ: return {State::input};
      case SSL_ERROR_WANT_WRITE: return {State::room};
      default: return {State::over};
    }
  }

  TcpSocket socket_;
  Session tls_;
};

struct TlsOptions {
  std::string certificate{}, key{};
  Context context{};
};

// A relative path starts at the folder of the file that names it.
template <auto member>
void read_path(Settings& settings, const Row& row, TlsOptions& out) {
  if (const auto path = settings.text(row)) out.*member = relative_to(*settings.at().file, *path);
}

constexpr Key<TlsOptions> keys[] = {
    {{.key = "certificate",
      .type = ValueType::path,
      .need = Need::required,
      .example = R"("dns.pem")",
      .meaning = "The certificate and those of its issuers, as PEM."},
     read_path<&TlsOptions::certificate>},
    {{.key = "key",
      .type = ValueType::path,
      .need = Need::required,
      .example = R"("dns.key")",
      .meaning = "The certificate's private key, as PEM."},
     read_path<&TlsOptions::key>},
};
constexpr auto rows = rows_of<keys>;
constexpr Group group{.name = "listen_tls",
                      .heading = R"(`[[listen]]` with kind = "tls")",
                      .meaning = "DNS over TLS.",
                      .rows = rows};

// What a stream is tried with again lies elsewhere by then, and may be less.
Context context_of(const TlsOptions& options) {
  Context out(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!out) throw std::bad_alloc();
  SSL_CTX_set_min_proto_version(out.get(), TLS1_2_VERSION);
  SSL_CTX_set_mode(out.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  const bool is_usable = SSL_CTX_use_certificate_chain_file(out.get(), options.certificate.c_str()) == 1 &&
                         SSL_CTX_use_PrivateKey_file(out.get(), options.key.c_str(), SSL_FILETYPE_PEM) == 1;
  return is_usable ? out : nullptr;
}

ListenerOptions read(Settings& settings) {
  TlsOptions out;
  read_keys(settings, keys, out);
  for (const Row& row : rows)
    if (!settings.has(row.key)) settings.error(row.key, "needs '" + std::string(row.key) + "'");
  if (out.certificate.empty() || out.key.empty()) return out;
  out.context = context_of(out);
  if (!out.context) settings.error("certificate", "OpenSSL cannot use this certificate with its 'key'");
  return out;
}

Result<std::unique_ptr<Listener>> make(std::span<const ListenPoint> points, const Serving& serving) {
  std::vector<TcpPoint> out;
  for (const ListenPoint& point : points) {
    const auto open = [context = std::any_cast<TlsOptions>(point.options).context](TcpSocket socket) {
      return std::make_unique<TlsStream>(std::move(socket), context);
    };
    out.push_back({point.endpoint, usual_idle_limit, open});
  }
  return make_tcp_listener(tls_listener, out, serving);
}

}  // namespace

constinit const ListenerKind tls_listener{
    .name = "tls",
    .transport = {.proves_address = true, .largest_reply = largest_reply},
    .socket_type = SOCK_STREAM,
    .options = &group,
    .read = read,
    .make = make};

}  // namespace rota::serve
