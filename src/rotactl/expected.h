// Expected<T>: what a verb wanted, or why not, with the exit code that says so.
#pragma once

#include <boost/system/result.hpp>
#include <stdexcept>
#include <string>

#include "base/result.h"

namespace rota::rotactl {

enum class Exit : int { ok = 0, failed = 1, usage = 2, no_daemon = 3, degraded = 1, critical = 2 };

struct Failure {
  Exit exit = Exit::failed;
  std::string text;  // one sentence an operator can act on; "" = said already
};

// Called by Boost when value() is asked of a failed Expected: a bug of the caller.
[[noreturn]] inline void throw_exception_from_error(const Failure& failure, const boost::source_location&) {
  throw std::logic_error("value() of a failed Expected: " + failure.text);
}

template <class T>
using Expected = boost::system::result<T, Failure>;

inline Failure failed(std::string text) { return {Exit::failed, std::move(text)}; }
inline Failure misused(std::string text) { return {Exit::usage, std::move(text)}; }

}  // namespace rota::rotactl
