#include "config/words.h"

#include <algorithm>
#include <string>

namespace rota::config {

Table without(const Table& table, std::span<const std::string_view> words) {
  Table out;
  for (const Entry& entry : table) {
    if (std::ranges::find(words, entry.key) == words.end()) out.push_back(entry);
  }
  return out;
}

std::size_t read_word(Settings& settings, std::string_view key, std::span<const std::string_view> words) {
  const auto written = settings.text(key);
  if (!written) return words.size();
  const auto found = std::ranges::find(words, *written);
  if (found == words.end()) {
    std::string list;
    for (const std::string_view word : words)
      list += (list.empty() ? "\"" : ", \"") + std::string(word) + "\"";
    settings.mistakes().error(settings.where(key), "'" + std::string(key) + "' must be one of " + list +
                                                       ", not \"" + *written + "\"" +
                                                       suggestion(*written, words));
  }
  return static_cast<std::size_t>(found - words.begin());
}

}  // namespace rota::config
