#include "daemon/run.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <utility>

#include "base/files.h"
#include "base/heap.h"
#include "base/log.h"
#include "config/effective.h"
#include "config/reference.h"
#include "daemon/life.h"
#include "daemon/options.h"
#include "daemon/start.h"
#include "process/privileges.h"
#include "process/service/activation.h"
#include "publish/check.h"
#include "publish/kinds.h"
#include "publish/prepare.h"

namespace rota::daemon {

namespace {

int fail(const std::string& text) {
  log_error("start_failed", text, {{"reason", text}});
  return 1;
}

int print(const std::string& text) {
  const bool is_written = std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
  return is_written ? 0 : 1;
}

int print_check(const std::string& path) {
  const publish::Checked checked = publish::check(path);
  for (const std::string& line : checked.lines()) std::puts(line.c_str());
  return checked.ok() ? 0 : 1;
}

int print_config(const std::string& path) {
  const publish::Prepared prepared = publish::prepare(path);
  for (const Mistake& mistake : prepared.mistakes.all()) std::fprintf(stderr, "%s\n", mistake.line().c_str());
  if (prepared.mistakes.has_errors()) return 1;
  return print(config::effective_toml(path, files_on_disk(), publish::known_kinds()));
}

// What would end the process by default, and means nothing here.
void ignore_unused_signals() {
  for (const int signal : {SIGPIPE, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGXFSZ})
    std::signal(signal, SIG_IGN);
}

// Who handed over sockets is met before anything else is opened, and the helper is forked
// while there is little to copy.
Result<Start> begin(const std::string& path, process::Program program) {
  process::hide_memory();  // before there is anything in it
  Start out;
  out.path = path;
  auto predecessor = process::Predecessor::meet();
  if (!predecessor) return predecessor.error();
  out.predecessor = std::move(*predecessor);
  auto passed = process::passed_sockets(serve::socket_kinds());
  if (!passed) return passed.error();
  out.passed = std::move(*passed);
  auto helper = process::HelperProcess::fork(std::move(program));
  if (!helper) return helper.error();
  out.helper = std::move(*helper);
  return out;
}

// The errors of its files too: whoever asked for the replacement reads them there.
std::string failure_of(const Start& start, const std::string& why) {
  constexpr std::size_t most = 100;
  std::string out = why;
  std::size_t told = 0;
  for (const Mistake& mistake : start.prepared.mistakes.all())
    if (mistake.severity == Severity::error && told++ < most) out += "\n" + mistake.line();
  return out;
}

// While the files are read there is nothing to put away. Life takes both signals over.
void end_at_signals() {
  for (const int signal : {SIGTERM, SIGINT}) std::signal(signal, [](int) { ::_exit(0); });
}

int serve(const std::string& path, process::Program program) {
  // They outlive all that is started, also when a start fails halfway.
  Published<snapshot::Snapshot> published;
  stats::AllCounters all_counters;
  LogOutlet log_outlet;
  auto start = begin(path, std::move(program));
  if (!start) return fail(start.error().text);
  end_at_signals();
  if (const auto prepared = prepare(*start, published, all_counters); !prepared) {
    if (start->predecessor) start->predecessor->tell_failure(failure_of(*start, prepared.error().text));
    return fail(prepared.error().text);
  }
  log_outlet.start_thread();
  return Life(std::move(*start), published, all_counters).run();
}

int act(std::span<char* const> words) {
  const auto options = parse_options(words);
  if (!options) {
    std::fprintf(stderr, "rotad: %s\n%s", options.error().text.c_str(), usage);
    return 2;
  }
  switch (options->action) {
    case Options::Action::version: std::puts("rotad " ROTA_VERSION); return 0;
    case Options::Action::help: std::fputs(usage, stdout); return 0;
    case Options::Action::check: return print_check(options->config);
    case Options::Action::print_config: return print_config(options->config);
    case Options::Action::print_defaults: return print(config::reference_toml(publish::known_kinds()));
    case Options::Action::print_schema: return print(config::reference_schema(publish::known_kinds()));
    case Options::Action::print_reference: return print(config::reference_markdown(publish::known_kinds()));
    case Options::Action::serve: break;
  }
  return serve(options->config, process::Program::of(words));
}

}  // namespace

int run(std::span<char* const> words) {
  set_up_heap();
  ignore_unused_signals();
  // What no start copes with: no memory, no thread more.
  try {
    return act(words);
  } catch (const std::bad_alloc&) {
    return fail("not started: out of memory");
  } catch (const std::exception& error) {
    return fail(std::string("not started: ") + error.what());
  }
}

}  // namespace rota::daemon
