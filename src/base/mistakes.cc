#include "base/mistakes.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace rota {

namespace {

// Edits (insert, delete, replace, swap of neighbours) that turn a into b.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        next[j] = std::min(next[j], before[j - 2] + 1);
    }
    before = row;
    std::swap(row, next);
  }
  return row[b.size()];
}

}  // namespace

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

void Mistakes::add(const Mistakes& other) {
  all_.insert(all_.end(), other.all_.begin(), other.all_.end());
  errors_ += other.errors_;
}

std::string suggestion(std::string_view written, std::span<const std::string_view> known) {
  std::string_view best;
  std::size_t nearest =
      std::max<std::size_t>(2, written.size() / 3 + 1);  // farther than this is no typing mistake
  for (const std::string_view word : known) {
    const auto [shorter, longer] = std::minmax({written.size(), word.size()});
    if (longer - shorter >= nearest) continue;  // so many edits at least
    const std::size_t edits = distance(written, word);
    if (edits < nearest) nearest = edits, best = word;
  }
  return best.empty() ? "" : " (did you mean '" + std::string(best) + "'?)";
}

}  // namespace rota
