// The static records of one zone, running and new, as lines "owner ttl type
// rdata-in-hex" (report/records) in any order: what was added, removed, changed.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "rotactl/change.h"

namespace rota::rotactl {

class RecordComparison {
 public:
  // Pieces of each side, first all of the running one; they may end anywhere.
  void add_running(std::string_view piece) { read(piece, &RecordComparison::keep); }
  void add_next(std::string_view piece) { read(piece, &RecordComparison::match); }

  // After the last piece. A set (owner and type) with lines gone and lines come is
  // one change.
  void finish(const std::string& zone, Changes& out);

 private:
  struct Set {
    std::vector<std::string> gone;  // lines
    std::vector<std::string> come;
  };

  void read(std::string_view piece, void (RecordComparison::*take)(std::string));
  void keep(std::string line) { running_.insert(std::move(line)); }
  void match(std::string line);

  std::string rest_;  // of a line that has not ended
  std::unordered_set<std::string> running_;
  std::map<std::string, Set> sets_;  // by "owner type"
};

}  // namespace rota::rotactl
