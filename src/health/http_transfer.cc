#include "health/http_transfer.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "health/checks/network_error.h"

namespace rota::health {

namespace {

constexpr std::size_t most_header = 16U << 10U;

std::string bracketed(const Address& address) {
  return address.family() == Family::v6 ? "[" + address.text() + "]" : address.text();
}

}  // namespace

HttpTransfer::HttpTransfer(std::shared_ptr<void> keep_alive, CURLM* multi, HttpRequest request,
                           HttpClient::Done done)
    : keep_alive_(std::move(keep_alive)),
      multi_(multi),
      request_(std::move(request)),
      done_(std::move(done)),
      easy_(curl_easy_init()) {}

HttpTransfer::~HttpTransfer() { curl_multi_remove_handle(multi_, easy_.get()); }

void HttpTransfer::start(const Address& address, milliseconds timeout) {
  target_ = address;
  set_request(address);
  set_tls();
  set_limits(timeout);
  curl_multi_add_handle(multi_, easy_.get());
}

void HttpTransfer::append(List& list, const std::string& text) {
  list.reset(curl_slist_append(list.release(), text.c_str()));
}

// The URL carries the name, so that Host, SNI and the certificate's name follow
// it; CONNECT_TO leads every connection to the address, so nothing is resolved.
void HttpTransfer::set_request(const Address& address) {
  const std::string port = ":" + std::to_string(request_.port);
  const std::string host = request_.host.empty() ? bracketed(address) : request_.host;
  const bool is_usual_port = request_.port == (request_.tls ? 443 : 80);
  const std::string url =
      (request_.tls ? "https://" : "http://") + host + (is_usual_port ? "" : port) + request_.path;
  append(connect_to_, "::" + bracketed(address) + port);
  for (const auto& header : request_.headers) append(headers_, header);

  CURL* easy = easy_.get();
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_CONNECT_TO, connect_to_.get());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "rota-check");
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(easy, CURLOPT_NOBODY, request_.head_only ? 1L : 0L);
  curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, request_.handshake_only ? 1L : 0L);
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, request_.reuse ? 0L : 1L);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, request_.reuse ? 0L : 1L);
}

void HttpTransfer::set_tls() {
  CURL* easy = easy_.get();
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, request_.verify ? 1L : 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, request_.verify ? 2L : 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, request_.reuse ? 1L : 0L);
  // A mere handshake is also for servers that speak something other than HTTP.
  curl_easy_setopt(easy, CURLOPT_SSL_ENABLE_ALPN, request_.handshake_only ? 0L : 1L);
  if (!request_.authorities) return;
  std::string& text = *request_.authorities;
  curl_blob blob{.data = text.data(), .len = text.size(), .flags = CURL_BLOB_NOCOPY};
  curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &blob);
  curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);  // the system's are not trusted beside them
}

void HttpTransfer::set_limits(milliseconds timeout) {
  CURL* easy = easy_.get();
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(timeout.count()));
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &HttpTransfer::open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &HttpTransfer::on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &HttpTransfer::on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, error_.data());
  curl_easy_setopt(easy, CURLOPT_PRIVATE, static_cast<void*>(this));
}

// Opened here only to learn why it could not be: curl does not tell.
curl_socket_t HttpTransfer::open_socket(void* transfer, curlsocktype, curl_sockaddr* address) {
  const int socket = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (socket < 0) static_cast<HttpTransfer*>(transfer)->socket_error_ = errno;
  return socket < 0 ? CURL_SOCKET_BAD : socket;
}

std::size_t HttpTransfer::on_header(const char*, std::size_t unit, std::size_t count, void* transfer) {
  auto& self = *static_cast<HttpTransfer*>(transfer);
  self.header_size_ += unit * count;
  return self.header_size_ > most_header ? 0 : unit * count;
}

std::size_t HttpTransfer::on_body(const char* data, std::size_t unit, std::size_t count, void* transfer) {
  auto& self = *static_cast<HttpTransfer*>(transfer);
  auto& body = self.reply_.body;
  const auto& request = self.request_;
  const std::size_t size = unit * count;
  body.append(data, std::min(size, request.most_body - body.size()));
  const bool found = !request.until.empty() && body.find(request.until) != std::string::npos;
  self.has_enough_ = found || body.size() >= request.most_body;
  return self.has_enough_ ? 0 : size;  // fewer than given: curl ends the transfer
}

void HttpTransfer::finish(CURL* easy, CURLcode code) {
  void* found = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &found);
  auto& self = *static_cast<HttpTransfer*>(found);
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &self.reply_.status);
  self.reply_.outcome = self.outcome(code);
  curl_multi_remove_handle(self.multi_, easy);
  const auto done = std::exchange(self.done_, nullptr);
  done(std::move(self.reply_));
}

Outcome HttpTransfer::outcome(CURLcode code) const {
  switch (code) {
    case CURLE_OK: return passed();
    case CURLE_WRITE_ERROR: return has_enough_ ? passed() : failed("headers longer than 16 KiB");
    case CURLE_OPERATION_TIMEDOUT: return timed_out(!is_connected());
    case CURLE_COULDNT_CONNECT: return connect_outcome();
    case CURLE_PEER_FAILED_VERIFICATION: return failed("certificate: " + explained(code));
    case CURLE_SSL_CONNECT_ERROR: return failed("tls: " + explained(code));
    case CURLE_GOT_NOTHING: return failed("closed without a reply");
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR: return failed("connection lost");
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY: return failed("not an HTTP reply");
    case CURLE_OUT_OF_MEMORY:  // a line of the reply without an end, too
      return has_begun() ? failed("headers longer than 16 KiB") : not_counted(explained(code));
    case CURLE_FAILED_INIT:
    case CURLE_SSL_CACERT_BADFILE: return not_counted(explained(code));
    default: return failed(explained(code));
  }
}

Outcome HttpTransfer::connect_outcome() const {
  long error = socket_error_;
  if (error == 0) curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &error);
  return error == 0 ? failed("connect failed") : network_error(static_cast<int>(error), target_);
}

bool HttpTransfer::has_begun() const {
  curl_off_t began = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_STARTTRANSFER_TIME_T, &began);
  return began > 0;
}

// By a connection of this request's own: one that was kept proves nothing of now.
bool HttpTransfer::is_connected() const {
  long made = 0;
  curl_off_t took = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_NUM_CONNECTS, &made);
  curl_easy_getinfo(easy_.get(), CURLINFO_CONNECT_TIME_T, &took);
  return made > 0 && took > 0;
}

// "SSL certificate problem: self-signed certificate" -> "self-signed certificate".
std::string HttpTransfer::explained(CURLcode code) const {
  std::string_view text = error_.data();
  if (text.empty()) text = curl_easy_strerror(code);
  for (const std::string_view prefix : {"SSL certificate problem: ", "SSL: "})
    if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
  return std::string(text);
}

}  // namespace rota::health
