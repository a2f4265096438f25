// Internationalized domain names (RFC 5890): a name as people write it, in UTF-8,
// becomes the name that the DNS carries. Which texts are converted and in which an
// A-label must be written is the readers' business.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace rota::zonefile {

bool is_ascii(std::string_view text);

// "Bücher.example." -> "xn--bcher-kva.example.", by UTS 46 without its transitional
// rules. Labels in ASCII stay as they are written, escapes and all. The error's
// sentence names the text.
Result<std::string> to_a_labels(std::string_view name);

}  // namespace rota::zonefile
