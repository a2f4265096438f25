// Result<T>: a value, or an Error with one sentence an operator can act on.
// Not for the query path: there "not found" and "malformed" are outcomes, not errors.
#pragma once

#include <boost/system/result.hpp>
#include <initializer_list>
#include <stdexcept>
#include <string>

namespace rota {

struct Error {
  // Made as Error{"sentence"}. A list, so that a string alone does not convert:
  // a Result<std::string> could not tell a value from an error.
  Error() = default;
  Error(std::initializer_list<std::string> sentence) : text(*sentence.begin()) {}

  std::string text;
};

// Called by Boost when value() is asked of a failed Result: a bug of the caller.
[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location&) {
  throw std::logic_error("value() of a failed Result: " + error.text);
}

template <class T>
using Result = boost::system::result<T, Error>;

}  // namespace rota
