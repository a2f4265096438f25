// What an HttpRequest means in options of curl.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

#include "health/http_client.h"

namespace rota::health {

// To outlive the handle that it has set, and to be outlived by the request.
class HttpOptions {
 public:
  explicit HttpOptions(const HttpRequest& request) : request_(request) {}

  void set(CURL* easy, const Address& address);

 private:
  struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  using List = std::unique_ptr<curl_slist, FreeList>;

  static void append(List& list, const std::string& text);
  static CURLcode set_authorities(CURL*, void* context, void* store);

  void set_request(CURL* easy, const Address& address);
  void set_method(CURL* easy);
  void set_headers(CURL* easy);
  void set_tls(CURL* easy);

  const HttpRequest& request_;
  List headers_;
  List connect_to_;
};

}  // namespace rota::health
