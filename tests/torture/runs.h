// The ways to throw odd packets.
#pragma once

#include <netinet/in.h>

#include <string>

#include "torture/findings.h"

namespace rota::torture {

struct Options {
  std::uint64_t count = 100'000;  // packets
  std::uint64_t seed = 1;
  unsigned threads = 1;  // direct: each throws its share, grown from a seed of its own
  sockaddr_in server{};  // of the others
  std::string good;      // a name that has an address, for the questions asked in between
};

// Straight into the answering function, over a world of everything odd.
Findings run_direct(const Options& options);
// At a server, in batches with a good question behind each: when that is answered, so is
// all that came before it. Throw std::system_error when they cannot begin.
Findings run_udp(const Options& options);
Findings run_tcp(const Options& options);

}  // namespace rota::torture
