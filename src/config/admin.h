// What an operator may say of a member, in words.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/word.h"
#include "config/config.h"

namespace rota::config {

inline constexpr Word<Admin> admin_words[] = {
    {"up", Admin::up}, {"down", Admin::down}, {"drain", Admin::drain}, {"maint", Admin::maint}};

inline std::string_view name_of(Admin admin) {  // "" when nothing was said
  const auto found = std::ranges::find(admin_words, admin, &Word<Admin>::meaning);
  return found == std::end(admin_words) ? "" : found->text;
}

inline std::optional<Admin> parse_admin(std::string_view text) {
  const auto found = std::ranges::find(admin_words, text, &Word<Admin>::text);
  return found == std::end(admin_words) ? std::nullopt : std::optional(found->meaning);
}

// In no answer, whatever its health.
inline bool is_out(Admin admin) {
  return admin == Admin::down || admin == Admin::drain || admin == Admin::maint;
}

}  // namespace rota::config
