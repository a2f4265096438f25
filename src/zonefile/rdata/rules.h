// What holds between the fields of some types. Each is asked of rdata whose every field
// is well, and says why it is no such record, or null.
#pragma once

#include "base/bytes.h"

namespace rota::zonefile {

const char* check_x25(Bytes rdata);
const char* check_key(Bytes rdata);
const char* check_naptr(Bytes rdata);
const char* check_ds(Bytes rdata);  // CDS, DLV and TA too
const char* check_sshfp(Bytes rdata);
const char* check_nsec3(Bytes rdata);
const char* check_zonemd(Bytes rdata);

}  // namespace rota::zonefile
