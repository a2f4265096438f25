#include "zonefile/text/names.h"

#include <string>

#include "zonefile/text/idn.h"

namespace rota::zonefile {

Result<dns::Name> parse_zone_name(std::string_view text, dns::NameView origin) {
  if (is_ascii(text)) return dns::parse_name(text, origin);
  const auto a_labels = to_a_labels(text);
  if (a_labels)
    return Error{"the name '" + std::string(text) + "' is not in ASCII; write it as " + *a_labels};
  return Error{a_labels.error().text + "; write octets that are meant as such as \\DDD"};
}

}  // namespace rota::zonefile
