// Records and messages as people read them, by ldns: rdata as in a zone file, a whole
// message as dig prints it.
#pragma once

#include <string>

#include "base/bytes.h"
#include "dns/types.h"

namespace rota::config {

// "10 mail.example." of uncompressed rdata; as RFC 3597 writes what ldns does not know.
std::string print_rdata(dns::Type type, Bytes rdata);

// Header, question and sections. A message that cannot be read: one line that says so.
std::string print_message(Bytes message);

}  // namespace rota::config
