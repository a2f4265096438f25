// One HTTP request as a curl handle: when it has enough, and what its end means. The
// loop is http_client's matter.
#pragma once

#include <curl/curl.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "probe/http_client.h"
#include "probe/http_options.h"

namespace rota::probe {

// Destroying it cancels the request.
class HttpTransfer final : public health::Probe {
 public:
  // `multi` is where it runs, and `troubles` counts what could not be done there for want of
  // memory; `keep_alive` owns both.
  HttpTransfer(std::shared_ptr<void> keep_alive, CURLM* multi, const unsigned& troubles, HttpRequest request,
               HttpClient::Done done);
  ~HttpTransfer() override;
  HttpTransfer(const HttpTransfer&) = delete;
  HttpTransfer& operator=(const HttpTransfer&) = delete;

  void start(const Address& address, milliseconds timeout);

  // curl is done with it: reports. May destroy the transfer.
  static void finish(CURL* easy, CURLcode code);

 private:
  struct FreeEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };
  static curl_socket_t open_socket(void* transfer, curlsocktype, curl_sockaddr* address);
  static std::size_t on_header(const char* data, std::size_t unit, std::size_t count, void* transfer);
  static std::size_t on_body(const char* data, std::size_t unit, std::size_t count, void* transfer);

  void set_limits(milliseconds timeout);
  void take_body(std::string_view data);
  health::Outcome outcome(CURLcode code) const;
  health::Outcome judge(CURLcode code) const;
  health::Outcome connect_outcome() const;
  bool is_connected() const;
  bool has_begun() const;  // something of the reply came
  bool can_read_body(std::string_view line);
  bool is_decided() const;
  std::string explained(CURLcode code) const;

  std::shared_ptr<void> keep_alive_;
  CURLM* multi_;
  const unsigned& troubles_;
  const unsigned troubles_before_;
  HttpRequest request_;
  HttpOptions options_;
  HttpClient::Done done_;
  HttpReply reply_;
  Address target_;
  std::size_t header_size_ = 0;
  std::string_view refusal_ = "headers longer than 16 KiB";  // why we end it
  bool has_head_ = false;                                    // of the reply itself, not of an interim one
  bool has_enough_ = false;                                  // of the body
  bool is_spoiled_ = false;                                  // a part of the body is not there
  int socket_error_ = 0;
  std::array<char, CURL_ERROR_SIZE> error_{};
  std::unique_ptr<CURL, FreeEasy> easy_;
};

}  // namespace rota::probe
