// What holds between the fields of some types. Each is asked of rdata whose every field
// is well, and says why it is no such record, or null.
#pragma once

#include "base/bytes.h"

namespace rota::zonefile {

#define RECORD_TYPE(NUMBER, NAME, CASE, RULE, ...) const char* RULE(Bytes rdata);
#define OTHER_TYPE(NUMBER, NAME)
#include "dns/types.def"
#undef RECORD_TYPE
#undef OTHER_TYPE

}  // namespace rota::zonefile
