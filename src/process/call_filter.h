// A filter of system calls in the making (seccomp(2)). What no rule names is treated as
// `otherwise` says. libseccomp behind four calls; calls that this machine does not have are
// passed over.
#pragma once

#include <seccomp.h>

#include <cstdint>
#include <initializer_list>
#include <memory>

namespace rota::process {

class CallFilter {
 public:
  using Names = std::initializer_list<const char*>;

  explicit CallFilter(std::uint32_t otherwise) : context_(::seccomp_init(otherwise), ::seccomp_release) {}

  void allow(Names names);
  void allow_if(const char* name, scmp_arg_cmp condition);
  void fail(const char* name, unsigned error);
  void fail_if(const char* name, unsigned error, scmp_arg_cmp condition);

  // From now on, for this thread and what it starts. 0, or the number of what went wrong:
  // then nothing has changed.
  int load();

 private:
  void add(std::uint32_t action, const char* name, unsigned conditions, const scmp_arg_cmp* condition);

  std::unique_ptr<void, decltype(&::seccomp_release)> context_;
  int error_ = 0;
};

inline scmp_arg_cmp argument(unsigned index, std::uint64_t value) { return {index, SCMP_CMP_EQ, value, 0}; }

inline scmp_arg_cmp bits(unsigned index, std::uint64_t mask, std::uint64_t value) {
  return {index, SCMP_CMP_MASKED_EQ, mask, value};
}

}  // namespace rota::process
