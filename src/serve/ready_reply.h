// A reply of the short way (serve/ready.h): what is known of its request, and what is written
// around its sections.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>

#include "dns/reply.h"
#include "serve/asked.h"
#include "serve/reply_options.h"

namespace rota::serve {

constexpr std::uint16_t is_authoritative = 0x0400;  // flags of the header
constexpr std::uint16_t is_truncated = 0x0200;

// What the header and the OPT say; what is not said is nothing.
struct Saying {
  std::uint16_t flags = 0;
  dns::Rcode rcode = dns::Rcode::noerror;
  std::uint16_t answers = 0;
  std::uint16_t authorities = 0;
  std::uint16_t additionals = 0;  // beside the OPT
};

// Header, question and OPT around sections of this size, which are there; returns the size of
// the reply. `options` are those of a request that has some. Inlined: callers know most of it.
[[gnu::always_inline]] inline std::size_t write_around(Bytes request, const Asked& asked,
                                                       const ReplyOptions& options, const Saying& saying,
                                                       std::size_t size, std::uint8_t* out) {
  const auto rcode = static_cast<std::uint16_t>(saying.rcode);
  const std::size_t question_end = asked.question_end();
  // RD and CD as asked.
  const std::uint16_t flags = 0x8000 | saying.flags | (rcode & 15) | (load16(request.data() + 2) & 0x0110);
  if (out != request.data()) std::memcpy(out, request.data(), question_end);
  store16(out + 2, flags);
  store32(out + 4, 0x0001'0000U | saying.answers);
  store32(out + 8,
          std::uint32_t{saying.authorities} << 16 | (saying.additionals + (asked.edns.present ? 1U : 0U)));
  const std::size_t end = question_end + size;
  if (!asked.edns.present) return end;
  dns::write_opt(out + end, asked.edns, rcode);
  const std::size_t more = asked.has_options ? options.append_to(out + end) : 0;
  return end + dns::opt_size + more;
}

struct ReadyReply {
  Bytes request;
  Asked asked;
  std::uint8_t* out = nullptr;  // perhaps where the request starts
  std::size_t room = 0;         // behind the question, beside the OPT
  const ReplyOptions* options = nullptr;

  std::uint8_t* sections() const { return out + asked.question_end(); }
  [[gnu::always_inline]] std::size_t finish(const Saying& saying, std::size_t size) const {
    return write_around(request, asked, *options, saying, size, out);
  }
};

}  // namespace rota::serve
