#include "probe/http_options.h"

#include <openssl/ssl.h>

#include <new>

namespace rota::probe {

namespace {

std::string bracketed(const Address& address) {
  return address.family() == Family::v6 ? "[" + address.text() + "]" : address.text();
}

}  // namespace

// Where it fails, curl leaves the list as it was.
void HttpOptions::append(List& list, const std::string& text) {
  curl_slist* const longer = curl_slist_append(list.get(), text.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  [[maybe_unused]] curl_slist* const shorter = list.release();  // a part of the longer one
  list.reset(longer);
}

void HttpOptions::set(CURL* easy, const Address& address) {
  set_request(easy, address);
  set_method(easy);
  set_headers(easy);
  if (request_.tls) set_tls(easy);
}

// The URL carries the name, so that Host, SNI and the certificate's name follow
// it; CONNECT_TO leads every connection to the address, so nothing is resolved.
void HttpOptions::set_request(CURL* easy, const Address& address) {
  const std::string port = ":" + std::to_string(request_.port);
  const std::string host = request_.host.empty() ? bracketed(address) : request_.host;
  const bool is_usual_port = request_.port == (request_.tls ? 443 : 80);
  const std::string url =
      (request_.tls ? "https://" : "http://") + host + (is_usual_port ? "" : port) + request_.path.reveal();
  append(connect_to_, "::" + bracketed(address) + port);

  set_option(easy, CURLOPT_URL, url.c_str());
  set_option(easy, CURLOPT_CONNECT_TO, connect_to_.get());
  set_option(easy, CURLOPT_USERAGENT, "rota-check");
  set_option(easy, CURLOPT_PATH_AS_IS, 1L);
  // Addresses need no cache, and with thousands in it, it is searched for old ones at each request's end.
  set_option(easy, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
  set_option(easy, CURLOPT_BUFFERSIZE, 4096L);
  set_option(easy, CURLOPT_PROXY, "");
  set_option(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set_option(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set_option(easy, CURLOPT_CONNECT_ONLY, request_.handshake_only ? 1L : 0L);
  set_option(easy, CURLOPT_FRESH_CONNECT, request_.reuse ? 0L : 1L);
  set_option(easy, CURLOPT_FORBID_REUSE, request_.reuse ? 0L : 1L);
}

void HttpOptions::set_method(CURL* easy) {
  if (request_.method == "HEAD") {
    set_option(easy, CURLOPT_NOBODY, 1L);
  } else if (request_.method == "POST") {
    set_option(easy, CURLOPT_POST, 1L);
    set_option(easy, CURLOPT_POSTFIELDS, "");
    set_option(easy, CURLOPT_POSTFIELDSIZE, 0L);
  } else if (request_.method != "GET") {
    set_option(easy, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  }
}

// "Name:" keeps curl from sending a header of its own; one that was asked for is sent.
void HttpOptions::set_headers(CURL* easy) {
  for (const Secret& header : request_.headers) append(headers_, header.reveal());
  if (request_.method == "POST") append(headers_, "Content-Type:");
  if (!request_.until.empty()) {
    set_option(easy, CURLOPT_ACCEPT_ENCODING, "gzip");  // to decode what comes encoded,
    append(headers_, "Accept-Encoding:");               // yet not to ask for it
  }
  set_option(easy, CURLOPT_HTTPHEADER, headers_.get());
}

void HttpOptions::set_tls(CURL* easy) {
  set_option(easy, CURLOPT_SSL_VERIFYPEER, request_.verify ? 1L : 0L);
  set_option(easy, CURLOPT_SSL_VERIFYHOST, request_.verify ? 2L : 0L);
  set_option(easy, CURLOPT_SSL_SESSIONID_CACHE, request_.reuse ? 1L : 0L);
  // A mere handshake is also for servers that speak something other than HTTP.
  set_option(easy, CURLOPT_SSL_ENABLE_ALPN, request_.handshake_only ? 0L : 1L);
  // curl reads no files: it would do so for every connection anew.
  set_option(easy, CURLOPT_CAINFO, nullptr);
  set_option(easy, CURLOPT_CAPATH, nullptr);
  set_option(easy, CURLOPT_SSL_CTX_FUNCTION, &HttpOptions::set_context);
  set_option(easy, CURLOPT_SSL_CTX_DATA, this);
  if (!request_.authorities) return;
  std::string& text = *request_.authorities;
  curl_blob blob{.data = text.data(), .len = text.size(), .flags = CURL_BLOB_NOCOPY};
  set_option(easy, CURLOPT_CAINFO_BLOB, &blob);
}

CURLcode HttpOptions::set_context(CURL*, void* context, void* options) {
  const auto& self = *static_cast<const HttpOptions*>(options);
  auto* const tls = static_cast<SSL_CTX*>(context);
  if (self.request_.system_authorities) SSL_CTX_set1_cert_store(tls, self.request_.system_authorities.get());
  return watch_certificate(tls, self.seen_) ? CURLE_OK : CURLE_OUT_OF_MEMORY;
}

}  // namespace rota::probe
