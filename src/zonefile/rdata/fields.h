// One field of rdata in wire form: where it ends, and whether it is well.
#pragma once

#include "base/bytes.h"
#include "zonefile/rdata/types.h"

namespace rota::zonefile {

// Takes the field off the front of `rest`. Why it is broken, or null.
const char* take_field(Field field, Bytes& rest);

}  // namespace rota::zonefile
