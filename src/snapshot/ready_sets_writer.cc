#include "snapshot/ready_sets_writer.h"

#include <algorithm>

namespace rota::snapshot {

void ReadySetsWriter::add(const Answers& set, ReadySetHead head, Bytes octets) {
  const std::uint8_t* const noted = set.set.rdata - set.set.gap - sizeof(ReadyPlace);
  made_.push_back({static_cast<std::size_t>(noted - zones_.block_.data()),
                   static_cast<std::uint32_t>(forms_.size() / ready_unit)});
  head.size = static_cast<std::uint16_t>(octets.size());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(&head);
  forms_.insert(forms_.end(), bytes, bytes + sizeof head);
  forms_.insert(forms_.end(), octets.begin(), octets.end());
  forms_.resize((forms_.size() + ready_unit - 1) / ready_unit * ready_unit);
}

std::shared_ptr<const Zones> ReadySetsWriter::finish() {
  Pages& block = zones_.block_;
  const std::size_t start = block.size();  // the table is of whole lines
  block.resize(start + forms_.size());
  std::ranges::copy(forms_, block.data() + start);
  for (const Made& one : made_) {
    const auto place = static_cast<ReadyPlace>(start / ready_unit + one.unit);
    std::memcpy(block.data() + one.noted_at, &place, sizeof place);
  }
  return std::make_shared<const Zones>(std::move(zones_));
}

}  // namespace rota::snapshot
