// What a change of members would do, told by the daemon before it is made.
#pragma once

#include <string>
#include <vector>

#include "rotactl/show.h"

namespace rota::rotactl {

struct Effects {
  std::string body;                  // the daemon's JSON
  std::vector<std::string> members;  // ZONE:POOL/MEMBER of each that is meant
  std::vector<std::string> texts;    // a sentence a pool
  std::vector<std::string> emptied;  // ZONE:POOL of those that would lose their last member
};

// `said` is what is asked for: admin, weight, for, reason. The targets are references,
// wildcards, addresses, tags.
Expected<Effects> ask_effects(const Session& session, const std::vector<std::string>& targets,
                              json::object said);

}  // namespace rota::rotactl
