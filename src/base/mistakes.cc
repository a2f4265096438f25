#include "base/mistakes.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace rota {

std::string Position::text() const {
  std::string out = file ? *file : std::string();
  if (line > 0) out += ":" + std::to_string(line);
  if (line > 0 && column > 0) out += ":" + std::to_string(column);
  return out;
}

std::string Mistake::line() const {
  const std::string where = at.text();
  return (where.empty() ? "" : where + ": ") + (severity == Severity::warning ? "warning: " : "") + text;
}

void Mistakes::error(Position at, std::string text) {
  all_.push_back({Severity::error, std::move(at), std::move(text)});
  ++errors_;
}

void Mistakes::warning(Position at, std::string text) {
  all_.push_back({Severity::warning, std::move(at), std::move(text)});
}

void Mistakes::consequence(Severity severity, Position at, std::string text) {
  all_.push_back({severity, std::move(at), std::move(text) + " (because of the above)", true});
  if (severity == Severity::error) ++errors_;
}

void Mistakes::add(const Mistakes& other) {
  all_.insert(all_.end(), other.all_.begin(), other.all_.end());
  errors_ += other.errors_;
}

void Mistakes::sort() {
  std::map<std::string_view, std::size_t> order;
  const auto file_of = [](const Mistake& mistake) {
    return mistake.at.file ? std::string_view(*mistake.at.file) : std::string_view();
  };
  for (const Mistake& mistake : all_) order.try_emplace(file_of(mistake), order.size());
  std::ranges::stable_sort(all_, {}, [&](const Mistake& mistake) {
    return std::tuple(mistake.follows, order[file_of(mistake)], mistake.at.line, mistake.at.column);
  });
}

}  // namespace rota
