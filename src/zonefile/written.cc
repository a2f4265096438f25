#include "zonefile/written.h"

#include <algorithm>

#include "zonefile/parser.h"
#include "zonefile/rules.h"
#include "zonefile/sizes.h"

namespace rota::zonefile {

namespace {

const Files& no_files() {
  static const Files none{
      [](const std::string&) { return Result<OpenText>(Error{"there are no files here"}); },
      [](const std::string&) { return std::vector<std::string>(); }};
  return none;
}

}  // namespace

void ZoneParser::parse_text(const WrittenRecord& written) {
  if (gave_up()) return;
  context_.file = written.at.file;
  context_.file_number = builder_.file(written.at.file);
  context_.line = written.at.line;
  context_.column = written.at.column;
  Owner& owner = context_.owner;
  std::ranges::copy(written.owner.view(), owner.wire.begin());
  owner.size = written.owner.view().size();
  owner.text.clear();
  owner.is_inside = true;
  owner.is_begun = false;
  // White space ahead: what begins a line is its owner.
  const std::string text = " " + written.text + "\n";
  ZoneLines lines{std::string_view(text)};
  ZoneLine line;
  if (!lines.next(line)) return error("a record must have a type and data, such as \"A 192.0.2.9\"");
  if (!line.mistake.empty()) return error(std::string(line.mistake));
  parse_record(line);
  if (lines.next(line)) error("each text must be one record; write several as an array");
}

void add_written(std::span<const WrittenRecord> records, const dns::Name& apex, std::uint32_t ttl,
                 ZoneBuilder& builder, Mistakes& mistakes) {
  if (records.empty()) return;
  const ZoneSource source{.path = *records.front().at.file, .files = no_files()};
  ZoneParser parser(source, apex, builder, mistakes);
  parser.set_default_ttl(ttl);
  for (const WrittenRecord& record : records) parser.parse_text(record);
}

std::shared_ptr<const ZoneRecords> finish_written(ZoneBuilder& builder, const dns::Name& apex,
                                                  const Position& at, Mistakes& mistakes) {
  const bool was_read = !mistakes.has_errors();
  const auto zone = builder.finish(mistakes);
  check_owners(*zone, apex, mistakes);
  check_referrals(*zone, apex, mistakes);
  if (was_read) check_complete(*zone, apex, at, mistakes);
  return mistakes.has_errors() ? nullptr : zone;
}

}  // namespace rota::zonefile
