#include "process/call_filter.h"

#include <cerrno>

namespace rota::process {

void CallFilter::allow(Names names) {
  for (const char* name : names) add(SCMP_ACT_ALLOW, name, 0, nullptr);
}

void CallFilter::allow_if(const char* name, scmp_arg_cmp condition) {
  add(SCMP_ACT_ALLOW, name, 1, &condition);
}

void CallFilter::fail(const char* name, unsigned error) { add(SCMP_ACT_ERRNO(error), name, 0, nullptr); }

void CallFilter::fail_if(const char* name, unsigned error, scmp_arg_cmp condition) {
  add(SCMP_ACT_ERRNO(error), name, 1, &condition);
}

int CallFilter::load() {
  if (!context_) return ENOMEM;
  // The usual lot of calls costs the same whether it is filtered or not.
  ::seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2);
  // Else the processor would run slower from then on, guarding against code that is not here.
  ::seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_SSB, 1);
  return error_ != 0 ? error_ : -::seccomp_load(context_.get());
}

void CallFilter::add(std::uint32_t action, const char* name, unsigned conditions,
                     const scmp_arg_cmp* condition) {
  const int number = ::seccomp_syscall_resolve_name(name);
  if (!context_ || number < 0) return;  // another machine's
  const int error = ::seccomp_rule_add_array(context_.get(), action, number, conditions, condition);
  if (error != 0 && error_ == 0) error_ = -error;
}

}  // namespace rota::process
