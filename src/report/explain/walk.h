// Walks from name to name as the day's composer does (serve/composer), over the same
// zones, and notes what it sees. The composer itself stays free of notes: it is held to
// this by tests that ask both.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/explain/explain.h"

namespace rota::report {

class Walk {
 public:
  // Fills in `out` all but the answer; both must outlive it.
  Walk(const bake::World& world, Explanation& out);

  void run();

 private:
  // What one name led to. True when the chain goes on, at name_ then.
  bool visit(const snapshot::Found& found, std::size_t hop);
  bool leave(std::size_t hop, Outcome at_first, const std::string& why);
  bool refer(const snapshot::Node& cut);
  bool deny(const snapshot::Zone& zone, Outcome outcome, std::string step);
  bool answer(const snapshot::Zone& zone, const snapshot::Node& node);
  bool give(const snapshot::Zone& zone, const snapshot::Answers& answers);
  bool give_pool(const snapshot::Zone& zone, const snapshot::ImagePlace& place);
  bool follow(const std::string& step, dns::NameView target);
  bool redirect(const snapshot::Node& owner);
  bool end(Outcome outcome, std::string step);

  std::optional<std::uint32_t> pool_of(const snapshot::ImagePlace& place, ZoneId zone) const;
  dns::Type type() const { return out_.question.type; }
  std::string here() const;
  void note(std::string step) { out_.steps.push_back(std::move(step)); }
  void set_ttl(std::uint32_t ttl, std::string reason);

  const bake::World& world_;
  const snapshot::Zones& zones_;
  Explanation& out_;
  dns::Name name_;  // lower-cased
  std::vector<dns::Name> seen_;
};

}  // namespace rota::report
