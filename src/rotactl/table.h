// A table for people: columns as wide as what stands in them, numbers to the
// right. A column in which nothing stands is left out. A terminal that is too narrow gets
// fewer columns, and a note that says which; what is still too wide is cut.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rotactl/screen.h"

namespace rota::rotactl {

struct Cell {
  std::string text;  // clean
  Style style = Style::plain;
};

struct Column {
  std::string_view title;
  enum Side { left, right } side = left;
  int rank = 0;  // the highest is dropped first, 0 never
};

class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  void add(std::vector<Cell> row);  // one cell a column
  bool empty() const { return rows_.empty(); }

  // The title line and the rows, without line ends and without spaces at the end. With
  // screen.names the first column alone, without its title.
  std::vector<std::string> lines(const Screen& screen) const;
  void print(const Screen& screen) const;

 private:
  std::vector<std::size_t> widths() const;
  std::string fit(std::vector<std::size_t>& widths, std::size_t most) const;
  std::vector<std::string> names() const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace rota::rotactl
