// The newest Seen for all who ask at once: one look at the control loop serves
// everybody for a moment, and so does the text that was made of it. Lives on the
// server's thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/sources.h"
#include "base/clock.h"
#include "http/message.h"

namespace rota::api {

constexpr milliseconds view_age{200};  // what is older than this is not shown to anybody

// What is known at one moment, of the control loop and of the running world, both of
// the same configuration. API, page and metrics all show this.
struct Seen {
  std::shared_ptr<const operate::View> view;
  std::shared_ptr<const snapshot::Zones> zones;
  std::shared_ptr<const stats::Totals> totals;
  std::uint64_t edition = 0;  // of the snapshot that is published
  stats::Traffic traffic{};   // that the workers counted
  publish::Bakes bakes{};
};

class Views {
 public:
  explicit Views(const Sources& sources) : sources_(sources) {}

  // Called at once, or when those who know have told; null while nothing is served yet.
  void get(std::function<void(const Seen*)> ready);

  // Something was changed just now: who asks from here on sees it.
  void forget();

  // To be called about once a second: a look of which nothing is heard any more, because of
  // a task that failed, is asked for again.
  void make_up();

  // What `make` writes of what get() just gave, made once for all who ask.
  http::Text text(const std::string& name, const std::function<std::string()>& make);

 private:
  void ask();
  void look_at(std::uint64_t asked, std::shared_ptr<const operate::View> view, const bake::World* world);
  void take(std::uint64_t asked, std::optional<Seen> seen);

  const Sources& sources_;
  std::optional<Seen> seen_;
  Time made_{};
  Time asked_at_{};
  std::uint64_t asked_ = 0;  // how often the loop was asked; answers of before a change are not kept
  std::vector<std::function<void(const Seen*)>> waiting_;
  std::map<std::string, http::Text> texts_;  // of what was seen
};

}  // namespace rota::api
