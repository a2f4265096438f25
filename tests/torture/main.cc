// Throws malformed and mutated packets and prints what came of it as JSON.

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string_view>

#include "load/endpoint.h"
#include "torture/runs.h"

namespace {

using namespace rota::torture;

constexpr const char* usage =
    "usage: odd_packets direct [--count N] [--seed N] [--threads N]\n"
    "       odd_packets udp|tcp --server ADDRESS:PORT --good NAME [--count N] [--seed N]\n";

void set(Options& options, std::string_view key, const std::string& value) {
  if (key == "--server")
    options.server = rota::bench::endpoint(value);
  else if (key == "--good")
    options.good = value;
  else if (key == "--count")
    options.count = std::stoull(value);
  else if (key == "--seed")
    options.seed = std::stoull(value);
  else if (key == "--threads")
    options.threads = static_cast<unsigned>(std::stoul(value));
  else
    throw std::invalid_argument("unknown: " + std::string(key));
}

Findings run(int count, char** words) {
  if (count < 2 || count % 2 != 0) throw std::invalid_argument("what shall be thrown at?");
  Options options;
  for (int i = 2; i < count; i += 2) set(options, words[i], words[i + 1]);
  const std::string_view at = words[1];
  if (at == "direct") return run_direct(options);
  if (options.server.sin_port == 0 || options.good.empty())
    throw std::invalid_argument("--server and --good are needed");
  if (at == "udp") return run_udp(options);
  if (at == "tcp") return run_tcp(options);
  throw std::invalid_argument("unknown: " + std::string(at));
}

void print(const Findings& found) {
  std::printf(
      "{\"thrown\": %lu, \"replies\": %lu, \"responses\": %lu, \"answered_responses\": %lu, \"broken\": %lu, "
      "\"hangs\": %lu, \"slow\": %lu, \"slowest_us\": %.1f, \"heap\": %ld, \"resident\": %ld, \"rcodes\": [",
      found.thrown, found.replies, found.responses, found.answered_responses, found.broken, found.hangs,
      found.slow, found.slowest_us, found.heap, found.resident);
  for (std::size_t i = 0; i < found.rcodes.size(); ++i)
    std::printf("%s%lu", i == 0 ? "" : ", ", found.rcodes[i]);
  std::printf("], \"first\": \"%s\"}\n", found.first.c_str());
}

}  // namespace

int main(int count, char** words) {
  try {
    print(run(count, words));
    return 0;
  } catch (const std::logic_error& wrong) {  // also a number that is none
    std::fprintf(stderr, "odd_packets: %s\n%s", wrong.what(), usage);
    return 2;
  } catch (const std::exception& failed) {
    std::fprintf(stderr, "odd_packets: %s\n", failed.what());
    return 1;
  }
}
