// The texts that a load reads, zone by zone. A load that found errors in some zones can
// be done again from the same texts, with an earlier version of those zones: whatever
// became of the files meanwhile, the good zones come out the same, and no zone sees the
// earlier texts of another, also where both include one file.
//
//   files ----> main file, zone 0, zone 1, zone 2     the first load; all is remembered
//   again():    main file, zone 0,    v   , zone 2    from memory
//   versions -------------------------+
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/wall_time.h"
#include "dns/name.h"

namespace rota::config {

using Texts = std::map<std::string, std::shared_ptr<const std::string>>;  // by path

// A zone as it was when it was loaded without errors.
struct ZoneVersion {
  dns::Name apex;
  WallTime loaded{};
  std::string toml{};  // its own file; "" when it stands in the main file
  std::string
      zone_file{};  // the same for a zone of the main file: that one's settings are not of the version
  std::shared_ptr<const Texts> texts{};  // of all its files; null when they were not to be kept
};
using ZoneVersions = std::vector<ZoneVersion>;

class ZoneTexts {
 public:
  explicit ZoneTexts(const Files& files) : files_(files) {}

  const Files& files() const { return files_; }

  // For the main file and what else belongs to no zone.
  Files main_files();

  // Whether the texts of zones are remembered too; it takes memory. To be said before the
  // first of them is read.
  void keep_zones(bool keep) { keeps_zones_ = keep; }

  // For the next zone, in the order of the main file. The paths are those to be read in
  // place of what the main file says, "" for that.
  struct Scope {
    Files files;
    std::string toml{};
    std::string zone_file{};
  };
  Scope next_zone();

  // From here on everything is read again from memory. A version, by number of the zone, is
  // in place of what was read for it, and must outlive this; null for the same again.
  using Versions = std::vector<const ZoneVersion*>;
  void again(Versions versions);

  // Of a zone that was read from files, by its number; null when they are not remembered.
  std::shared_ptr<const Texts> texts_of(std::size_t zone) const;
  // The first file that was opened for it.
  std::string first_file_of(std::size_t zone) const;

 private:
  struct Read {
    Texts texts;
    std::string first;
  };
  using Globs = std::map<std::string, std::vector<std::string>>;

  Files remembering(const std::shared_ptr<Read>& into);

  Files files_;
  bool keeps_zones_ = false;
  bool is_again_ = false;
  std::size_t next_ = 0;
  std::shared_ptr<Read> main_ = std::make_shared<Read>();
  std::shared_ptr<Globs> globs_ = std::make_shared<Globs>();
  std::vector<std::shared_ptr<Read>> zones_;
  std::shared_ptr<Texts> known_ = std::make_shared<Texts>();  // the last text of each path
  Versions versions_;
};

}  // namespace rota::config
