// curl at a loss for memory: a probe says so, and is no verdict over its target.
#include <curl/curl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "base/guard.h"
#include "probe/http_probing.h"
#include "support/captured_log.h"

using namespace rota;
using namespace rota::test;

namespace {

int allocations = 0;
int fail_at = 0;  // 0: none

bool fails() { return ++allocations == fail_at; }

void* take(std::size_t size) { return fails() ? nullptr : std::malloc(size); }
void* take_zeros(std::size_t count, std::size_t size) { return fails() ? nullptr : std::calloc(count, size); }
void* take_again(void* memory, std::size_t size) { return fails() ? nullptr : std::realloc(memory, size); }
char* copy(const char* text) { return fails() ? nullptr : ::strdup(text); }

// Before any other use of curl in this program: only the first one may set them.
const CURLcode ready = ::curl_global_init_mem(
    CURL_GLOBAL_DEFAULT, take, [](void* memory) { std::free(memory); }, take_again, copy, take_zeros);

// What a probe finds while this allocation of curl's fails, of its start as of its course.
health::Outcome probe_with(HttpProbing& probing, const health::Check& check, int failing) {
  allocations = 0;
  fail_at = failing;
  std::optional<health::Outcome> out;
  // What is thrown is our own trouble to the prober.
  const auto trouble = guarded("a probe", [&] { out = probing.ask(check, milliseconds(300)); });
  fail_at = 0;
  return trouble ? health::own_trouble(trouble->text) : *out;
}

enum Found { trouble_told, no_trouble, taken_for_a_long_line, wrong };

// In a process of its own, since curl itself may die of it.
Found try_at(int failing) {
  HttpProbing probing;
  HttpServer server(probing.loop, ok);
  const auto made = make("http", table_of({{"port", number(server.port())}, {"body", std::string("hell")}}));
  const auto found = probe_with(probing, *made.check, failing);
  if (probe_with(probing, *made.check, 0).finding != Finding::pass) return wrong;
  if (found.reason == "headers longer than 16 KiB") return taken_for_a_long_line;
  if (found.finding == Finding::fail) return wrong;
  return found.finding == Finding::pass ? no_trouble : trouble_told;
}

int count_allocations() {
  HttpProbing probing;
  HttpServer server(probing.loop, ok);
  const auto made = make("http", table_of({{"port", number(server.port())}, {"body", std::string("hell")}}));
  REQUIRE(probe_with(probing, *made.check, 0).finding == Finding::pass);
  return allocations;
}

int status_of(int failing) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGFPE, SIG_DFL);  // Catch2 would tell of it
    ::alarm(20);
    ::_exit(try_at(failing));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("A5 curl that runs out of memory is our own trouble, and no verdict") {
  REQUIRE(ready == CURLE_OK);
  const CapturedLog log;
  const int count = count_allocations();
  REQUIRE(count > 50);
  int troubles = 0;
  int deaths = 0;
  int taken_for_long_lines = 0;
  for (int n = 1; n <= count; ++n) {
    CAPTURE(n);
    const int status = status_of(n);
    // libcurl 7.88 divides by zero where a table of its sockets cannot be made.
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGFPE) {
      ++deaths;
      continue;
    }
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) != wrong);
    troubles += WEXITSTATUS(status) == trouble_told ? 1 : 0;
    // Of a header line that does not end, curl says that memory has run out, too.
    taken_for_long_lines += WEXITSTATUS(status) == taken_for_a_long_line ? 1 : 0;
  }
  CHECK(deaths <= 2);
  CHECK(taken_for_long_lines <= 2);
  CHECK(troubles > count / 2);
}
