// `records`: the static records of a zone without a file, written in TOML.
#pragma once

#include <vector>

#include "base/row.h"
#include "base/settings.h"
#include "dns/name.h"
#include "zonefile/written.h"

namespace rota::config {

inline constexpr Row records_row{
    .key = "records",
    .many = Many::lists,
    .example = R"({ www2 = "A 192.0.2.9", mail = ["A 192.0.2.25", "300 AAAA 2001:db8::25"] })",
    .meaning =
        "For a zone without `file`: static records by name, each as in a master file without its owner. "
        "The TTL is 3600 s where none is written. May be a table [records]."};

std::vector<zonefile::WrittenRecord> read_zone_records(Settings& zone, const dns::Name& apex);

}  // namespace rota::config
