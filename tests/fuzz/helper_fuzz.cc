// What rotad and its helper read from each other: a request or an answer is taken only as it
// would have been written.
// Ids: S-06
#include <vector>

#include "process/helper/datagram.h"
#include "process/helper/request.h"
#include "support/require.h"

using namespace rota;
using namespace rota::process;
using test::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::uint8_t> octets(data, data + size);
  if (const auto request = read_request(octets)) {
    require(write_request(*request) == octets, "a request is read as it was written");
    require(octets.size() <= largest_datagram, "and fits into a datagram");
  }
  if (const auto answer = read_answer(octets))
    require(write_answer(*answer) == octets, "an answer is read as it was written");
  return 0;
}
