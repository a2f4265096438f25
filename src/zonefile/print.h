// Records and messages as people read them, by ldns: rdata as in a zone file, a whole
// message as dig prints it.
#pragma once

#include <string>

#include "base/bytes.h"
#include "dns/types.h"

namespace rota::zonefile {

// "10 mail.example." of uncompressed rdata, which reads back as the same octets: as RFC 3597
// writes it where ldns does not know the type or prints something else.
std::string print_rdata(dns::Type type, Bytes rdata);

// Header, question and sections. A message that cannot be read: one line that says so.
std::string print_message(Bytes message);

}  // namespace rota::zonefile
