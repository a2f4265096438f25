#include "report/records.h"

#include <string_view>
#include <utility>

#include "base/hex.h"
#include "dns/name.h"
#include "dns/types.h"

namespace rota::report {

namespace {

void append_line(std::string& out, const std::string& owner, std::uint32_t ttl, dns::Type type, Bytes rdata) {
  out += owner;
  out += ' ';
  out += std::to_string(ttl);
  out += ' ';
  out += dns::text(type);
  out += ' ';
  append_hex(out, rdata);
  out += '\n';
}

}  // namespace

RunningRecords::RunningRecords(std::shared_ptr<const snapshot::Zones> zones, ZoneSlot zone)
    : zones_(std::move(zones)), walk_(*zones_, zone) {}

bool RunningRecords::append(std::string& out, std::size_t octets) {
  const std::size_t enough = out.size() + octets;
  while (out.size() < enough) {
    const auto node = walk_.next();
    if (!node) return false;
    const std::string owner = dns::name_text(node->name());
    node->each([&](const snapshot::Answers& answers) {
      if (answers.from_pool) return;
      for (const Bytes rdata : answers.set) append_line(out, owner, answers.set.ttl, answers.set.type, rdata);
    });
  }
  return true;
}

LoadedRecords::LoadedRecords(std::shared_ptr<const zonefile::ZoneRecords> records)
    : records_(std::move(records)) {}

bool LoadedRecords::append(std::string& out, std::size_t octets) {
  const std::size_t enough = out.size() + octets;
  while (out.size() < enough) {
    if (next_ == records_->owners.size()) return false;
    const zonefile::Owner& owner = records_->owners[next_++];
    const std::string name = dns::name_text(records_->name(owner));
    for (const zonefile::Record& record : records_->of(owner))
      append_line(out, name, record.ttl, record.type, records_->rdata(record));
  }
  return true;
}

}  // namespace rota::report
