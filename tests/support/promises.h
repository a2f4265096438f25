// What a reply owes to the request it answers, whatever that is.
#pragma once

#include <algorithm>
#include <span>

#include "support/message.h"

namespace rota::test {

// Whether something is to be sent in reply: replies are never answered, nor what is no header.
inline bool wants_reply(std::span<const std::uint8_t> request) {
  return request.size() >= 12 && (request[2] & 0x80) == 0;
}

// RFC 6891 section 6.2.3; who says nothing of it, or nothing that can be read, gets 512
// octets without an OPT.
inline std::size_t size_limit(std::span<const std::uint8_t> request, const Message& reply, bool over_tcp) {
  if (over_tcp) return 65535;
  if (!reply.opt) return 512;
  const auto asked = read_message(request);
  return asked && asked->opt ? std::clamp<std::size_t>(asked->opt->in_class, 512, 1232) : 1232;
}

inline const char* broken_promise_of_head(std::span<const std::uint8_t> request, const Message& reply) {
  if (!reply.is_reply()) return "a reply says that it is one";
  if (reply.id != (unsigned{request[0]} << 8 | request[1])) return "the id is echoed";
  if (reply.opcode() != (request[2] >> 3 & 15U)) return "the opcode is echoed";
  if ((reply.flags & 0x0100) != (request[2] & 1U) << 8) return "RD is echoed";
  if ((reply.flags & 0x00E0) != 0) return "RA, Z and AD are 0";
  const auto asked = request.subspan(12);
  if (reply.question.size() > asked.size() ||
      !std::equal(reply.question.begin(), reply.question.end(), asked.begin()))
    return "the question is echoed octet by octet";
  return nullptr;
}

// The promise that this reply breaks; nullptr when it keeps all.
inline const char* broken_promise(std::span<const std::uint8_t> request, std::span<const std::uint8_t> reply,
                                  bool over_tcp) {
  if (!wants_reply(request)) return "replies and less than a header get nothing";
  const auto message = read_message(reply);
  if (!message) return "a reply is well-formed to the last octet";
  if (const char* broken = broken_promise_of_head(request, *message)) return broken;
  if (reply.size() > 512 && reply.size() > size_limit(request, *message, over_tcp))
    return "a reply is no larger than the asker takes";
  const bool refused = message->rcode() != 0 && message->rcode() != 3 && message->rcode() != 6;
  const bool says_more =
      !message->sections[0].empty() || !message->sections[1].empty() || message->authoritative();
  if (refused && says_more) return "a refusal says nothing else";
  if (message->truncated() && !message->sections[0].empty())
    return "a truncated reply has no part of an answer";
  return nullptr;
}

}  // namespace rota::test
