// Is a reply right?
#pragma once

#include "load/questions.h"

namespace rota::bench {

// Nullptr, or what is wrong with this reply to that question. The id is the caller's to match.
// `query` is what was asked; a query with an OPT record wants a reply with one.
const char* mistake(Bytes reply, const Question& question, Bytes query);

}  // namespace rota::bench
