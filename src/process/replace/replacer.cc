#include "process/replace/replacer.h"

#include <unistd.h>

#include <optional>
#include <utility>

#include "base/guard.h"

namespace rota::process {

Replacer::Replacer(boost::asio::io_context& loop, Helper& helper, Part part, Limits limits)
    : loop_(loop), helper_(helper), part_(std::move(part)), limits_(limits) {}

Replacer::~Replacer() {
  if (attempt_) attempt_->abandon();
}

bool Replacer::is_under_way() const { return attempt_ && !attempt_->is_over(); }

void Replacer::start(const Done& done) {
  if (::getpid() == 1)
    return done(Error{"this process is the first of its container, which would end with it: restart that"});
  if (is_under_way()) return done(Error{"a replacement is already under way"});
  attempt_ = std::make_shared<Replacement>(loop_, part_, limits_, done);
  std::optional<Error> error;
  const auto failed = guarded("starting a new process", [&] { error = attempt_->begin(helper_); });
  if (failed) attempt_->abandon();
  if (failed || error) {
    attempt_.reset();
    done(failed ? *failed : *error);
  }
}

}  // namespace rota::process
