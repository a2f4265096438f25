#include "base/json.h"

#include <boost/json/src.hpp>

namespace rota {

Result<boost::json::value> parse_json(std::string_view text) {
  boost::json::parser parser;
  boost::json::error_code error;
  const std::size_t read = parser.write(text.data(), text.size(), error);
  if (error) return Error{"not JSON: " + error.message() + " at octet " + std::to_string(read)};
  return parser.release();
}

std::string_view text_at(const boost::json::object& from, std::string_view key) {
  const boost::json::value* found = from.if_contains(key);
  if (found == nullptr || !found->is_string()) return {};
  return {found->get_string().data(), found->get_string().size()};
}

}  // namespace rota
