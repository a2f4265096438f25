#include "rotactl/change.h"

namespace rota::rotactl {

namespace {

std::string_view word(Change::About about) {
  static constexpr std::string_view words[] = {"zone",  "record",  "pool",  "member",
                                               "check", "service", "server"};
  return words[static_cast<std::size_t>(about)];
}

std::string_view word(Change::How how) {
  static constexpr std::string_view words[] = {"added", "removed", "changed"};
  return words[static_cast<std::size_t>(how)];
}

}  // namespace

json::object to_json(const Change& change) {
  return {{"about", word(change.about)},
          {"change", word(change.how)},
          {"where", change.where},
          {"text", change.text}};
}

std::string_view heading_of(Change::About about) {
  static constexpr std::string_view headings[] = {"zones",  "records", "pools",        "pools",
                                                  "checks", "service", "needs replace"};
  return headings[static_cast<std::size_t>(about)];
}

std::string_view sign_of(Change::How how) {
  static constexpr std::string_view signs[] = {"+", "-", "~"};
  return signs[static_cast<std::size_t>(how)];
}

}  // namespace rota::rotactl
