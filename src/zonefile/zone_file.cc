#include "zonefile/zone_file.h"

#include "zonefile/builder.h"
#include "zonefile/parser.h"
#include "zonefile/rules.h"
#include "zonefile/sizes.h"

namespace rota::zonefile {

std::shared_ptr<const ZoneRecords> read_zone_file(const ZoneSource& source, const dns::Name& apex,
                                                  Mistakes& mistakes) {
  Mistakes own;
  ZoneBuilder builder;
  ZoneParser(source, apex, builder, own).parse();
  const bool was_read = !own.has_errors();
  const auto zone = builder.finish(own);
  check_owners(*zone, apex, own);
  check_referrals(*zone, apex, own);
  if (was_read) check_complete(*zone, apex, {std::make_shared<const std::string>(source.path), 0, 0}, own);
  mistakes.add(own);
  return own.has_errors() ? nullptr : zone;
}

}  // namespace rota::zonefile
