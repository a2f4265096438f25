// A reload in which only zones have errors, with `partial_reload`: all is loaded again from
// the texts that were read, with the last good version of each broken zone in the place of
// its files. That load passes every rule as any other, so a version that no longer fits the
// main file leaves its zone broken, as one that never loaded.
#pragma once

#include <string>
#include <vector>

#include "config/zone_texts.h"
#include "publish/attempt.h"
#include "publish/prepare.h"

namespace rota::publish {

class PartialReload {
 public:
  // `first` is what came of the files; both others must outlive this.
  PartialReload(const config::ZoneVersions& running, config::ZoneTexts& texts, Attempt first);

  Prepared prepare(const std::string& path, const config::LoadOptions& options);

 private:
  const config::ZoneVersion* version_for(const config::LoadedZone& zone) const;
  config::ZoneTexts::Versions choose_versions();
  bool went_well(const Attempt& second) const;
  std::string fate_of(const config::LoadedZone& zone, const config::ZoneVersion* version,
                      bool is_served) const;
  void settle(std::size_t number, const config::ZoneVersion* version, Attempt& second);

  const config::ZoneVersions& running_;
  config::ZoneTexts& texts_;
  Attempt first_;
  std::vector<bool> was_broken_;  // by number of the zone
};

}  // namespace rota::publish
