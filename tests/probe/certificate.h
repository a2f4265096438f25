// A self-signed certificate made on the spot, and a server that shows it.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <boost/asio/ssl.hpp>

#include "probe/probing.h"

namespace rota::test {

struct Certificate {
  std::string pem;
  std::string key_pem;
};

inline std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  std::string out(data, static_cast<std::size_t>(size));
  BIO_free(bio);
  return out;
}

// For lb.test and 127.0.0.1, good for an hour (or ended an hour ago).
inline Certificate make_certificate(bool expired = false) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* made = X509_new();
  X509_set_version(made, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
  X509_gmtime_adj(X509_getm_notBefore(made), -7200);
  X509_gmtime_adj(X509_getm_notAfter(made), expired ? -3600 : 3600);
  X509_set_pubkey(made, key);
  X509_NAME* name = X509_get_subject_name(made);
  const std::string common = "rota test";
  X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(common.data()),
                             static_cast<int>(common.size()), -1, 0);
  X509_set_issuer_name(made, name);
  X509_EXTENSION* names =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:lb.test,IP:127.0.0.1");
  X509_add_ext(made, names, -1);
  X509_EXTENSION_free(names);
  X509_sign(made, key, EVP_sha256());

  Certificate out;
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(bio, made);
  out.pem = text_of(bio);
  bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  out.key_pem = text_of(bio);
  X509_free(made);
  EVP_PKEY_free(key);
  return out;
}

// Shakes hands and answers each connection's first bytes with 200.
class TlsServer {
 public:
  TlsServer(boost::asio::io_context& loop, const Certificate& certificate)
      : context_(boost::asio::ssl::context::tls_server),
        server_(loop, [this](const Server::Connection& connection) { serve(connection); }) {
    context_.use_certificate_chain(boost::asio::buffer(certificate.pem));
    context_.use_private_key(boost::asio::buffer(certificate.key_pem), boost::asio::ssl::context::pem);
  }

  std::uint16_t port() const { return server_.port(); }

 private:
  struct Session {
    Session(tcp::socket socket, boost::asio::ssl::context& context) : stream(std::move(socket), context) {}
    boost::asio::ssl::stream<tcp::socket> stream;
    std::array<char, 4096> piece{};
  };

  void serve(const Server::Connection& connection) {
    auto session = std::make_shared<Session>(std::move(*connection), context_);
    session->stream.async_handshake(boost::asio::ssl::stream_base::server, [session](ErrorCode error) {
      if (!error) answer(session);
    });
  }

  static void answer(const std::shared_ptr<Session>& session) {
    session->stream.async_read_some(
        boost::asio::buffer(session->piece), [session](ErrorCode error, std::size_t) {
          static const std::string reply = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
          if (error) return;
          boost::asio::async_write(session->stream, boost::asio::buffer(reply),
                                   [session](ErrorCode, std::size_t) {});
        });
  }

  boost::asio::ssl::context context_;
  Server server_;
};

}  // namespace rota::test
