#include "probe/http_transfer.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <stdexcept>
#include <utility>

#include "base/blanks.h"
#include "base/guard.h"
#include "dns/name.h"
#include "probe/checks/network_error.h"

namespace rota::probe {

namespace {

constexpr std::size_t most_header = 16U << 10U;

// What the target has no part in: our options, our files, our resolver.
constexpr std::array our_own{
    CURLE_FAILED_INIT,           CURLE_URL_MALFORMAT,        CURLE_NOT_BUILT_IN,
    CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_RESOLVE_HOST, CURLE_BAD_FUNCTION_ARGUMENT,
    CURLE_UNKNOWN_OPTION,        CURLE_SSL_CERTPROBLEM,      CURLE_SSL_CIPHER,
    CURLE_SSL_ENGINE_NOTFOUND,   CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED,
    CURLE_SSL_CACERT_BADFILE,    CURLE_SSL_CRL_BADFILE,      CURLE_SSL_ISSUER_ERROR};

bool is_our_own(CURLcode code) { return std::ranges::find(our_own, code) != our_own.end(); }

bool is_same(std::string_view a, std::string_view b) {  // in letters of any case
  return std::ranges::equal(a, b,
                            [](std::uint8_t x, std::uint8_t y) { return dns::lower(x) == dns::lower(y); });
}

// curl would decode more, some of it with 128 MiB of memory.
bool is_decodable(std::string_view encodings) {
  constexpr std::array<std::string_view, 5> known{"", "chunked", "gzip", "identity", "x-gzip"};
  while (true) {
    const std::size_t comma = encodings.find(',');
    const std::string_view name = without_blanks(encodings.substr(0, comma));
    if (std::ranges::none_of(known, [&](std::string_view each) { return is_same(name, each); })) return false;
    if (comma == std::string_view::npos) return true;
    encodings.remove_prefix(comma + 1);
  }
}

// Not an interim reply, such as 100 Continue, that another one follows.
bool is_final(CURL* easy) {
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  return status == 101 || status >= 200;
}

}  // namespace

HttpTransfer::HttpTransfer(std::shared_ptr<void> keep_alive, CURLM* multi, const unsigned& troubles,
                           HttpRequest request, HttpClient::Done done)
    : keep_alive_(std::move(keep_alive)),
      multi_(multi),
      troubles_(troubles),
      troubles_before_(troubles),
      request_(std::move(request)),
      options_(request_),
      done_(std::move(done)),
      easy_(curl_easy_init()) {
  if (!easy_) throw std::bad_alloc();
}

HttpTransfer::~HttpTransfer() { curl_multi_remove_handle(multi_, easy_.get()); }

void HttpTransfer::start(const Address& address, milliseconds timeout) {
  target_ = address;
  options_.set(easy_.get(), address);
  set_limits(timeout);
  if (const CURLMcode code = curl_multi_add_handle(multi_, easy_.get()); code != CURLM_OK)
    throw std::runtime_error(curl_multi_strerror(code));
}

void HttpTransfer::set_limits(milliseconds timeout) {
  CURL* easy = easy_.get();
  set_option(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  set_option(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(timeout.count()));
  set_option(easy, CURLOPT_NOSIGNAL, 1L);
  set_option(easy, CURLOPT_OPENSOCKETFUNCTION, &HttpTransfer::open_socket);
  set_option(easy, CURLOPT_OPENSOCKETDATA, this);
  set_option(easy, CURLOPT_HEADERFUNCTION, &HttpTransfer::on_header);
  set_option(easy, CURLOPT_HEADERDATA, this);
  set_option(easy, CURLOPT_WRITEFUNCTION, &HttpTransfer::on_body);
  set_option(easy, CURLOPT_WRITEDATA, this);
  set_option(easy, CURLOPT_ERRORBUFFER, error_.data());
  set_option(easy, CURLOPT_PRIVATE, static_cast<void*>(this));
}

// Opened here only to learn why it could not be: curl does not tell.
curl_socket_t HttpTransfer::open_socket(void* transfer, curlsocktype, curl_sockaddr* address) {
  const int socket = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (socket < 0) static_cast<HttpTransfer*>(transfer)->socket_error_ = errno;
  return socket < 0 ? CURL_SOCKET_BAD : socket;
}

std::size_t HttpTransfer::on_header(const char* data, std::size_t unit, std::size_t count, void* transfer) {
  auto& self = *static_cast<HttpTransfer*>(transfer);
  const std::size_t size = unit * count;
  self.header_size_ += size;
  if (self.header_size_ > most_header || !self.can_read_body({data, size})) return 0;
  const bool is_end = size <= 2 && data[size - 1] == '\n';
  if (is_end && is_final(self.easy_.get())) self.has_head_ = true;
  return self.is_decided() && !self.request_.reuse ? 0 : size;  // 0: curl ends the transfer
}

// Whether it can, after this line of the header, or need not.
bool HttpTransfer::can_read_body(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  const std::string_view name = line.substr(0, colon);
  const bool is_decoded = (!request_.until.empty() && is_same(name, "Content-Encoding")) ||
                          (request_.most_body > 0 && is_same(name, "Transfer-Encoding"));
  const std::string_view encodings = without_blanks(line.substr(colon + 1));
  if (!is_decoded || is_decodable(encodings)) return true;
  refusal_ = "unsupported encoding of the body";
  return false;
}

bool HttpTransfer::is_decided() const { return has_enough_ || (has_head_ && request_.until.empty()); }

// curl is written in C: nothing may be thrown through it.
std::size_t HttpTransfer::on_body(const char* data, std::size_t unit, std::size_t count, void* transfer) {
  auto& self = *static_cast<HttpTransfer*>(transfer);
  const std::size_t size = unit * count;
  if (guarded("the body of a reply", [&] { self.take_body({data, size}); })) self.is_spoiled_ = true;
  return self.has_enough_ || self.is_spoiled_ ? 0 : size;  // fewer than given: curl ends the transfer
}

void HttpTransfer::take_body(std::string_view data) {
  auto& body = reply_.body;
  body.append(data.substr(0, request_.most_body - body.size()));
  const bool found = !request_.until.empty() && body.find(request_.until.reveal()) != std::string::npos;
  has_enough_ = found || body.size() >= request_.most_body;
}

void HttpTransfer::finish(CURL* easy, CURLcode code) {
  void* found = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &found);
  auto& self = *static_cast<HttpTransfer*>(found);
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &self.reply_.status);
  self.reply_.outcome = self.outcome(code);
  self.reply_.outcome.certificate_expires = self.options_.certificate_expires();
  curl_multi_remove_handle(self.multi_, easy);
  const auto done = std::exchange(self.done_, nullptr);
  done(std::move(self.reply_));
}

health::Outcome HttpTransfer::outcome(CURLcode code) const {
  health::Outcome out;
  const auto trouble = guarded("the end of a probe", [&] { out = judge(code); });
  return trouble ? health::own_trouble(trouble->text) : out;
}

health::Outcome HttpTransfer::judge(CURLcode code) const {
  if (is_decided()) return health::passed();
  // Its socket may be one that nobody watched.
  const bool is_unwatched = code == CURLE_OPERATION_TIMEDOUT && troubles_ != troubles_before_;
  if (is_spoiled_ || is_unwatched) return health::own_trouble("out of memory");
  switch (code) {
    case CURLE_OK: return health::passed();
    case CURLE_WRITE_ERROR: return health::failed(std::string(refusal_));
    case CURLE_OPERATION_TIMEDOUT:
      return timed_out(is_connected() ? health::Evidence::heard : health::Evidence::silent);
    case CURLE_COULDNT_CONNECT: return connect_outcome();
    case CURLE_PEER_FAILED_VERIFICATION: return health::failed("certificate: " + explained(code));
    case CURLE_SSL_CONNECT_ERROR: return health::failed("tls: " + explained(code));
    case CURLE_GOT_NOTHING: return health::failed("closed without a reply");
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR: return health::failed("connection lost");
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY: return health::failed("not an HTTP reply");
    case CURLE_OUT_OF_MEMORY:  // a line of the reply without an end, too
      return has_begun() ? health::failed("headers longer than 16 KiB")
                         : health::own_trouble(explained(code));
    default: break;
  }
  if (!is_our_own(code)) return health::failed(explained(code));
  // What comes after the reply has begun is the target's doing: curl calls a header with a
  // stray CR a bad argument.
  return has_begun() ? health::failed("not an HTTP reply") : health::own_trouble(explained(code));
}

health::Outcome HttpTransfer::connect_outcome() const {
  long error = socket_error_;
  if (error == 0) curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &error);
  return error == 0 ? health::failed("connect failed") : network_error(static_cast<int>(error), target_);
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

}  // namespace rota::probe
