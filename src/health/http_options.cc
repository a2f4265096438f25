#include "health/http_options.h"

#include <openssl/ssl.h>

namespace rota::health {

namespace {

std::string bracketed(const Address& address) {
  return address.family() == Family::v6 ? "[" + address.text() + "]" : address.text();
}

}  // namespace

void HttpOptions::append(List& list, const std::string& text) {
  list.reset(curl_slist_append(list.release(), text.c_str()));
}

void HttpOptions::set(CURL* easy, const Address& address) {
  set_request(easy, address);
  set_method(easy);
  set_headers(easy);
  set_tls(easy);
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

  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_CONNECT_TO, connect_to_.get());
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "rota-check");
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  // Addresses need no cache, and with thousands in it, it is searched for old ones at each request's end.
  curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
  curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, 4096L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, request_.handshake_only ? 1L : 0L);
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, request_.reuse ? 0L : 1L);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, request_.reuse ? 0L : 1L);
}

void HttpOptions::set_method(CURL* easy) {
  if (request_.method == "HEAD") {
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  } else if (request_.method == "POST") {
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, "");
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, 0L);
  } else if (request_.method != "GET") {
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  }
}

// "Name:" keeps curl from sending a header of its own; one that was asked for is sent.
void HttpOptions::set_headers(CURL* easy) {
  for (const Secret& header : request_.headers) append(headers_, header.reveal());
  if (request_.method == "POST") append(headers_, "Content-Type:");
  if (!request_.until.empty()) {
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");  // to decode what comes encoded,
    append(headers_, "Accept-Encoding:");                     // yet not to ask for it
  }
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
}

void HttpOptions::set_tls(CURL* easy) {
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, request_.verify ? 1L : 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, request_.verify ? 2L : 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, request_.reuse ? 1L : 0L);
  // A mere handshake is also for servers that speak something other than HTTP.
  curl_easy_setopt(easy, CURLOPT_SSL_ENABLE_ALPN, request_.handshake_only ? 0L : 1L);
  // curl reads no files: it would do so for every connection anew.
  curl_easy_setopt(easy, CURLOPT_CAINFO, nullptr);
  curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  if (request_.system_authorities) {
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, &HttpOptions::set_authorities);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, request_.system_authorities.get());
  }
  if (!request_.authorities) return;
  std::string& text = *request_.authorities;
  curl_blob blob{.data = text.data(), .len = text.size(), .flags = CURL_BLOB_NOCOPY};
  curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &blob);
}

CURLcode HttpOptions::set_authorities(CURL*, void* context, void* store) {
  SSL_CTX_set1_cert_store(static_cast<SSL_CTX*>(context), static_cast<X509_STORE*>(store));
  return CURLE_OK;
}

}  // namespace rota::health
