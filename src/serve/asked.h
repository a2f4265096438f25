// A request as far as the short way (serve/ready.h) reads it: opcode 0, one question of class
// IN, and nothing else but perhaps an OPT. A known question delimits itself, so without options
// its end is found from the end of the request, and its name is not read label by label: nor is
// it where a cookie is the only option.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "dns/cookie.h"
#include "dns/edns.h"
#include "dns/options.h"
#include "dns/query.h"

namespace rota::serve {

struct Asked {
  dns::NameView name;  // in any case; if it is one
  dns::Type type{};
  dns::Edns edns;
  bool has_options = false;  // in the OPT

  std::size_t question_end() const { return dns::header_size + name.size() + 4; }
};

constexpr std::size_t least_question = dns::header_size + 5;

// Whether its header is that of such a request.
inline bool is_usual(Bytes request) {
  if (request.size() < least_question) return false;
  const std::uint8_t* const at = request.data();
  return (at[2] & 0xF8) == 0 && load32(at + 4) == 0x0001'0000 && load32(at + 8) <= 1;
}

// The question that ends there; false: it is not for here.
inline bool read_question(Bytes request, const std::uint8_t* end, Asked& out) {
  const std::uint32_t type_and_class = load32(end - 4);
  out.type = static_cast<dns::Type>(type_and_class >> 16);
  out.name = {request.data() + dns::header_size, end - 4};
  return (type_and_class & 0xFFFF) == static_cast<std::uint32_t>(dns::Class::in) &&
         out.name.size() <= dns::max_name;
}

// Whether that is an OPT of version 0 with so many octets of options.
inline bool read_opt(const std::uint8_t* opt, std::size_t options, Asked& out) {
  return dns::read_opt_head(opt, out.edns) && load16(opt + dns::opt_size - 2) == options;
}

// Of a usual request: whether it has no OPT, or one without options.
inline bool has_no_options(Bytes request, Asked& out) {
  if (request.data()[11] == 0) return true;
  const std::uint8_t* const opt = request.data() + request.size() - dns::opt_size;
  return request.size() >= least_question + dns::opt_size && read_opt(opt, 0, out);
}

// The one option that most resolvers send: a cookie with a server's part.
constexpr std::size_t full_cookie_size = dns::option_head + sizeof(dns::Cookie);

// Of a usual request: whether that option is all that its OPT holds; then also its question.
inline bool has_full_cookie_alone(Bytes request, Asked& out) {
  constexpr auto head =
      std::uint32_t{static_cast<std::uint16_t>(dns::Option::cookie)} << 16 | sizeof(dns::Cookie);
  if (request.size() < least_question + dns::opt_size + full_cookie_size) return false;
  const std::uint8_t* const option = request.data() + request.size() - full_cookie_size;
  const std::uint8_t* const opt = option - dns::opt_size;
  out.has_options = true;
  return load32(option) == head && read_opt(opt, full_cookie_size, out) && read_question(request, opt, out);
}

// Of any usual request: the OPT behind its question, and that question. False: it is not for here.
inline bool read_with_options(Bytes request, Asked& out, Bytes& options) {
  const std::uint8_t* const end = request.data() + request.size();
  const std::uint8_t* opt = request.data() + dns::header_size;
  while (*opt != 0) {  // whether these are labels shows when the name is found, or is not
    opt += *opt + 1;
    if (opt >= end) return false;
  }
  opt += 5;  // the root, type and class
  if (end - opt < static_cast<std::ptrdiff_t>(dns::opt_size)) return false;
  options = {opt + dns::opt_size, end};
  out.has_options = true;
  return read_opt(opt, options.size(), out) && read_question(request, opt, out);
}

}  // namespace rota::serve
