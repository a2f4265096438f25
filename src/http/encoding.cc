#include "http/encoding.h"

#define ZLIB_CONST  // what it only reads is const
#include <zlib.h>

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <charconv>
#include <optional>
#include <string>

#include "base/blanks.h"

namespace rota::http {

namespace {

constexpr std::size_t piece_size = 64 * 1024;   // of what is sent
constexpr std::size_t slice_size = 128 * 1024;  // of the text, compressed at a time
constexpr int window = 13 + 16;                 // 8 KiB; + 16: in the form of gzip
constexpr int memory = 7;                       // with that window 96 KiB
constexpr int level = 1;                        // text of this kind shrinks to a tenth even so

class GzipSource final : public Source {
 public:
  // Null where there is no memory for it.
  static std::shared_ptr<GzipSource> make(Text text) {
    auto out = std::make_shared<GzipSource>(std::move(text));
    const int made = ::deflateInit2(&out->stream_, level, Z_DEFLATED, window, memory, Z_DEFAULT_STRATEGY);
    out->is_open_ = made == Z_OK;
    return out->is_open_ ? out : nullptr;
  }

  explicit GzipSource(Text text) : text_(std::move(text)), left_(*text_) {}
  ~GzipSource() override {
    if (is_open_) ::deflateEnd(&stream_);
  }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  std::optional<std::string> next() override {
    std::string out(piece_size, '\0');
    std::size_t size = 0;
    while (size == 0 && !is_ended_) size = compress(out);
    if (size == 0) return {};
    out.resize(size);
    return out;
  }

 private:
  // How much of `out` it filled; nothing where the compressor keeps what it has for the next slice.
  std::size_t compress(std::string& out) {
    const std::string_view slice = left_.substr(0, slice_size);
    const bool is_last = slice.size() == left_.size();
    stream_.next_in = reinterpret_cast<const Bytef*>(slice.data());
    stream_.avail_in = static_cast<uInt>(slice.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    const int found = ::deflate(&stream_, is_last ? Z_FINISH : Z_NO_FLUSH);
    left_.remove_prefix(slice.size() - stream_.avail_in);
    is_ended_ = found == Z_STREAM_END;
    return out.size() - stream_.avail_out;
  }

  const Text text_;
  std::string_view left_;
  z_stream stream_{};
  bool is_open_ = false;
  bool is_ended_ = false;
};

// What a comma, or a semicolon, ends; it is taken off the front of `rest`.
std::string_view take_part(std::string_view& rest, char separator) {
  const std::string_view part = rest.substr(0, rest.find(separator));
  rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  return without_blanks(part);
}

// "q=0", "q=0.000": it is not acceptable. What cannot be read counts as that.
bool is_refused(std::string_view parameters) {
  while (!parameters.empty()) {
    const std::string_view one = take_part(parameters, ';');
    if (!one.starts_with("q=") && !one.starts_with("Q=")) continue;
    double weight = 0;
    const std::string_view digits = one.substr(2);
    std::from_chars(digits.data(), digits.data() + digits.size(), weight);
    return !(weight > 0);
  }
  return false;
}

bool is_text(std::string_view type) {
  return type.starts_with("application/json") || type == "image/svg+xml" ||
         (type.starts_with("text/") && !type.starts_with("text/event-stream"));
}

}  // namespace

bool takes_gzip(std::string_view accept_encoding) {
  std::optional<bool> by_name, by_star;
  while (!accept_encoding.empty()) {
    std::string_view parameters = take_part(accept_encoding, ',');
    const std::string_view coding = take_part(parameters, ';');
    const bool takes = !is_refused(parameters);
    if (coding == "*")
      by_star = takes;
    else if (boost::beast::iequals({coding.data(), coding.size()}, "gzip") ||
             boost::beast::iequals({coding.data(), coding.size()}, "x-gzip"))
      by_name = takes;
  }
  return by_name.value_or(by_star.value_or(false));
}

void encode(Response& response, bool gzip) {
  if (response.source || !response.body || !is_text(response.type)) return;
  response.fields.emplace_back("Vary", "Accept-Encoding");
  if (!gzip || response.body->size() < least_encoded) return;
  response.source = GzipSource::make(response.body);  // the body stays: it is held until it is sent
  if (!response.source) return;
  response.fields.emplace_back("Content-Encoding", "gzip");
  // Another representation has another tag (RFC 9110 section 8.8.3.3).
  for (auto& [name, value] : response.fields)
    if (name == "ETag") value.insert(value.size() - 1, gzip_mark);
}

}  // namespace rota::http
