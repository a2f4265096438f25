#include "base/secret.h"

#include <cstddef>

namespace rota {

bool Secret::matches(std::string_view offered) const {
  if (offered.size() != text_.size()) return false;
  unsigned char difference = 0;
  for (std::size_t i = 0; i < text_.size(); ++i)
    difference = static_cast<unsigned char>(
        difference | (static_cast<unsigned char>(text_[i]) ^ static_cast<unsigned char>(offered[i])));
  return difference == 0;
}

}  // namespace rota
