// Loads a DNS server with questions whose answers are known, and checks every reply.
#include <sys/prctl.h>
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string_view>

#include "load/endpoint.h"
#include "load/run.h"

namespace {

using namespace rota::bench;

constexpr const char* usage =
    "usage: bench_load --server ADDRESS:PORT --questions FILE [--tcp] [--edns] [--seconds S]\n"
    "                  [--sockets N] [--window N] [--rate QPS] [--patience S] [--seed N]\n";

std::atomic<bool> told_to_end = false;  // by a signal, so it must need no lock
static_assert(decltype(told_to_end)::is_always_lock_free);
void end_soon(int) { told_to_end = true; }

std::chrono::milliseconds milliseconds(const std::string& seconds) {
  return std::chrono::milliseconds(static_cast<long>(std::stod(seconds) * 1000));
}

void set(Options& options, std::string_view key, const std::string& value) {
  if (key == "--server")
    options.server = endpoint(value);
  else if (key == "--questions")
    options.questions = value;
  else if (key == "--seconds")
    options.duration = milliseconds(value);
  else if (key == "--patience")
    options.patience = milliseconds(value);
  else if (key == "--sockets")
    options.sockets = std::stoul(value);
  else if (key == "--window")
    options.window = std::stoul(value);
  else if (key == "--rate")
    options.rate = std::stod(value);
  else if (key == "--seed")
    options.seed = std::stoul(value);
  else
    throw std::invalid_argument("unknown: " + std::string(key));
}

Options parse(int count, char** words) {
  Options options;
  options.ending = &told_to_end;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    if (word == "--tcp") {
      options.tcp = true;
    } else if (word == "--edns") {
      options.edns = true;
    } else {
      if (i + 1 == count) throw std::invalid_argument(std::string(word) + " wants a value");
      set(options, word, words[++i]);
    }
  }
  if (options.questions.empty() || options.server.sin_port == 0 || options.sockets == 0)
    throw std::invalid_argument("--server and --questions are needed");
  return options;
}

double own_cpu_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

void print(const Totals& totals, double own_cpu) {
  std::printf(
      "{\"sent\": %lu, \"right\": %lu, \"wrong\": %lu, \"lost\": %lu, \"stray\": %lu, \"seconds\": %.4f, "
      "\"p50_us\": %.1f, \"p99_us\": %.1f, \"p999_us\": %.1f, \"own_cpu\": %.4f, \"first_mistake\": "
      "\"%s\"}\n",
      totals.sent, totals.right, totals.wrong, totals.lost, totals.stray, totals.seconds,
      totals.latency.quantile(0.5), totals.latency.quantile(0.99), totals.latency.quantile(0.999), own_cpu,
      totals.first_mistake.c_str());
}

int run(const Options& options) {
  std::signal(SIGTERM, end_soon);      // what it has counted by then is printed all the same
  ::prctl(PR_SET_TIMERSLACK, 1000UL);  // ns: a nap of 20 us shall not become one of 70
  const Questions questions = read_questions(options.questions, options.edns);
  const double before = own_cpu_seconds();
  const Totals totals = options.tcp ? run_tcp(options, questions) : run_udp(options, questions);
  print(totals, own_cpu_seconds() - before);
  return 0;
}

}  // namespace

int main(int count, char** words) {
  try {
    return run(parse(count, words));
  } catch (const std::invalid_argument& wrong) {
    std::fprintf(stderr, "bench_load: %s\n%s", wrong.what(), usage);
    return 2;
  } catch (const std::exception& failed) {
    std::fprintf(stderr, "bench_load: %s\n", failed.what());
    return 1;
  }
}
