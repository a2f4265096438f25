// RACK: where a server stands: a height unit of its rack, and a description.
#include "zonefile/rdata/rules.h"

namespace rota::zonefile {

const char* check_rack(Bytes rdata) {
  const unsigned unit = load16(rdata.data());
  return unit >= 1 && unit <= 48 ? nullptr : "a height unit is from 1 to 48";
}

}  // namespace rota::zonefile
