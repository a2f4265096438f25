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
    const std::size_t room = widths[i] - width(cells[i].text);
    if (columns[i].side == Column::right) owed += room;
    if (!cells[i].text.empty()) {
      out.append(owed, ' ');
      out += screen.painted(cells[i].text, cells[i].style);
      owed = 0;
    }
    if (columns[i].side == Column::left) owed += room;
    owed += 2;
  }
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

std::vector<std::string> Table::lines(const Screen& screen) const {
  const auto columns = widths();
  std::vector<Cell> titles(columns_.size());
  std::ranges::transform(columns_, titles.begin(), [](const Column& column) {
    return Cell{std::string(column.title), Style::bold};
  });
  std::vector<std::string> out{line_of(titles, columns_, columns, screen)};
  for (const auto& row : rows_) out.push_back(line_of(row, columns_, columns, screen));
  return out;
}

void Table::print(const Screen& screen) const {
  for (const std::string& line : lines(screen)) screen.line(line);
}

}  // namespace rota::rotactl
