#include "rotactl/table.h"

#include <algorithm>

#include "rotactl/text.h"

namespace rota::rotactl {

namespace {

std::string line_of(const std::vector<Cell>& cells, const std::vector<Column>& columns,
                    const std::vector<std::size_t>& widths, const Screen& screen) {
  std::string out;
  std::size_t owed = 0;  // spaces not written yet: none at the end of a line
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (widths[i] == 0) continue;
    const std::string text = shortened(cells[i].text, widths[i]);
    const std::size_t room = widths[i] - width(text);
    if (columns[i].side == Column::right) owed += room;
    if (!text.empty()) {
      out.append(owed, ' ');
      out += screen.painted(text, cells[i].style);
      owed = 0;
    }
    if (columns[i].side == Column::left) owed += room;
    owed += 2;
  }
  return out;
}

std::size_t total_of(const std::vector<std::size_t>& widths) {
  std::size_t out = 0;
  for (const std::size_t each : widths) out += each > 0 ? each + (out > 0 ? 2 : 0) : 0;
  return out;
}

}  // namespace

void Table::add(std::vector<Cell> row) {
  row.resize(columns_.size());
  rows_.push_back(std::move(row));
}

std::vector<std::size_t> Table::widths() const {
  std::vector<std::size_t> out(columns_.size(), 0);
  for (const auto& row : rows_)
    for (std::size_t i = 0; i < row.size(); ++i) out[i] = std::max(out[i], width(row[i].text));
  for (std::size_t i = 0; i < out.size(); ++i)
    if (out[i] > 0) out[i] = std::max(out[i], width(columns_[i].title));
  return out;
}

// Takes columns away until the others fit; then the widest one is cut. Returns the titles
// of those that are gone.
std::string Table::fit(std::vector<std::size_t>& widths, std::size_t most) const {
  std::string dropped;
  while (total_of(widths) > most) {
    std::size_t worst = 0;
    for (std::size_t i = 0; i < widths.size(); ++i)
      if (widths[i] > 0 && columns_[i].rank > (widths[worst] > 0 ? columns_[worst].rank : 0)) worst = i;
    if (columns_[worst].rank == 0 || widths[worst] == 0) break;
    widths[worst] = 0;
    dropped += (dropped.empty() ? "" : ", ") + std::string(columns_[worst].title);
  }
  const auto widest = std::ranges::max_element(widths);
  const std::size_t excess = total_of(widths) - std::min(total_of(widths), most);
  if (excess > 0) *widest -= std::min(excess, *widest - 1);
  return dropped;
}

std::vector<std::string> Table::names() const {
  std::vector<std::string> out;
  for (const auto& row : rows_) out.push_back(row.front().text);
  return out;
}

std::vector<std::string> Table::lines(const Screen& screen) const {
  if (screen.names) return names();
  auto columns = widths();
  const std::string dropped = screen.terminal && !screen.wide ? fit(columns, screen.columns) : "";
  std::vector<Cell> titles(columns_.size());
  std::ranges::transform(columns_, titles.begin(), [](const Column& column) {
    return Cell{std::string(column.title), Style::bold};
  });
  std::vector<std::string> out{line_of(titles, columns_, columns, screen)};
  for (const auto& row : rows_) out.push_back(line_of(row, columns_, columns, screen));
  if (!dropped.empty())
    out.push_back(screen.painted(shortened("(-o wide shows " + dropped + ")", screen.columns), Style::faint));
  return out;
}

void Table::print(const Screen& screen) const {
  for (const std::string& line : lines(screen)) screen.line(line);
}

}  // namespace rota::rotactl
