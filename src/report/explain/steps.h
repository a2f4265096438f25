// The steps of an explanation: each piece that the walk over the zones yields
// (serve/lookup.h), told in a sentence.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "report/explain/explain.h"
#include "serve/lookup.h"

namespace rota::report {

class Steps {
 public:
  // Fills in `out` all but the answer; both must outlive it.
  Steps(const bake::World& world, Explanation& out);

  void tell();

 private:
  void tell(const serve::Piece& piece);
  void tell_name(const serve::Piece& piece);
  void tell_records(const serve::Piece& piece);
  void tell_pool(const serve::Piece& piece);
  void tell_renaming(const serve::Piece& piece);
  void deny(Ending outcome, const serve::Piece& piece, std::string step);
  void leave(Ending at_first, const std::string& why);
  void end(Ending outcome, std::string step);

  std::optional<PoolId> pool_of(const snapshot::ImagePlace& place, ZoneId zone) const;
  dns::Type type() const { return out_.question.type; }
  std::string here() const;
  std::string apex() const;
  void note(std::string step) { out_.steps.push_back(std::move(step)); }
  void set_ttl(std::uint32_t ttl, std::string reason);

  const bake::World& world_;
  Explanation& out_;
  dns::Name name_;  // of the question, lower-cased
  serve::Lookup lookup_;
};

}  // namespace rota::report
