// What an HttpRequest means in options of curl.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "base/wall_time.h"
#include "probe/http_client.h"
#include "probe/seen_certificate.h"

namespace rota::probe {

// What curl does not take, for want of memory above all, is thrown: a request that lacks
// one of its options would find something else.
template <class Value>
void set_option(CURL* easy, CURLoption option, Value value) {
  if (const CURLcode code = curl_easy_setopt(easy, option, value); code != CURLE_OK)
    throw std::runtime_error(curl_easy_strerror(code));
}

// To outlive the handle that it has set, and to be outlived by the request.
class HttpOptions {
 public:
  explicit HttpOptions(const HttpRequest& request) : request_(request) {}

  // Of the certificate that the target showed in a handshake of this request.
  std::optional<WallTime> certificate_expires() const { return seen_->expires; }

  void set(CURL* easy, const Address& address);

 private:
  struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  using List = std::unique_ptr<curl_slist, FreeList>;

  static void append(List& list, const std::string& text);
  static CURLcode set_context(CURL*, void* context, void* options);

  void set_request(CURL* easy, const Address& address);
  void set_method(CURL* easy);
  void set_headers(CURL* easy);
  void set_tls(CURL* easy);

  const HttpRequest& request_;
  const std::shared_ptr<SeenCertificate> seen_ = std::make_shared<SeenCertificate>();
  List headers_;
  List connect_to_;
};

}  // namespace rota::probe
