#include "base/choices.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/foreign_words.h"

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

std::string_view nearest_word(std::string_view written, WordList known) {
  std::string_view best;
  std::size_t nearest =
      std::max<std::size_t>(2, written.size() / 3 + 1);  // farther than this is no typing mistake
  for (const std::string_view word : known) {
    const auto [shorter, longer] = std::minmax({written.size(), word.size()});
    if (longer - shorter >= nearest) continue;  // so many edits at least
    const std::size_t edits = distance(written, word);
    if (edits < nearest) nearest = edits, best = word;
  }
  return best;
}

std::string quoted(std::string_view word) { return '"' + std::string(word) + '"'; }

}  // namespace

std::string quoted_list(WordList words) {
  std::string out;
  for (const std::string_view word : words) out += (out.empty() ? "" : ", ") + quoted(word);
  return out;
}

std::string suggestion(std::string_view written, WordList known) {
  std::string_view meant = rota_word(written, known);
  if (meant.empty()) meant = nearest_word(written, known);
  return meant.empty() ? "" : "; did you mean " + quoted(meant) + "?";
}

std::string unknown_word(std::string_view what, std::string_view written, WordList known,
                         std::string_view where) {
  const std::string start = "unknown " + std::string(what) + " " + quoted(written) + std::string(where);
  const std::string meant = suggestion(written, known);
  if (!meant.empty() || known.empty() || known.size() > most_listed_words) return start + meant;
  return start + (known.size() == 1 ? "; expected " : "; expected one of ") + quoted_list(known);
}

std::string must_be_one_of(std::string_view key, WordList words) {
  return quoted(key) + " must be one of " + quoted_list(words);
}

std::string must_be_one_of(std::string_view key, WordList words, std::string_view written) {
  return must_be_one_of(key, words) + ", not " + quoted(written) + suggestion(written, words);
}

}  // namespace rota
