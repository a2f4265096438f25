#include "health/certificate.h"

#include <utility>

namespace rota::health {

namespace {

std::string span_text(std::chrono::nanoseconds span) {
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(span).count();
  if (hours >= 48) return std::to_string(hours / 24) + " days";
  if (hours >= 1) return std::to_string(hours) + " h";
  return std::to_string(std::chrono::duration_cast<std::chrono::minutes>(span).count()) + " min";
}

}  // namespace

bool expires_soon(WallTime expires, WallTime now) { return expires - now < certificate_warning; }

std::string certificate_words(WallTime expires, WallTime now) {
  if (expires <= now) return "certificate expired at " + rfc3339(expires);
  return "certificate expires in " + span_text(expires - now) + " (" + rfc3339(expires) + ")";
}

std::optional<News> news_of_certificate(Watched& one, WallTime now) {
  const auto expires = one.told.certificate_expires;
  if (!expires) return {};
  const bool is_soon = expires_soon(*expires, now);
  if (std::exchange(one.is_expiry_told, is_soon) == is_soon) return {};
  const std::string words = certificate_words(*expires, now);
  if (is_soon) return News{LogLevel::warning, words, words, "certificate_expiring"};
  return News{LogLevel::info, "certificate renewed: it expires at " + rfc3339(*expires), "",
              "certificate_renewed"};
}

}  // namespace rota::health
