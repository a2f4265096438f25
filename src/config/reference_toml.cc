#include <string>

#include "config/check_reader.h"
#include "config/load.h"
#include "config/reference.h"

namespace rota::config {

namespace {

constexpr std::size_t widest = 96;

// As comments of that width.
void comment(std::string& out, std::string_view text) {
  while (!text.empty()) {
    std::size_t end = text.size() <= widest ? text.size() : text.rfind(' ', widest);
    if (end == std::string_view::npos) end = text.size();
    out += "# " + std::string(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// "[check.NAME]" -> "[check.web]"
std::string named(std::string heading, std::string_view name) {
  if (const std::size_t at = heading.find("NAME"); at != std::string::npos) heading.replace(at, 4, name);
  return heading;
}

bool has_section(const Group* group) { return group != nullptr && group->heading.starts_with('['); }

class TomlWriter {
 public:
  explicit TomlWriter(const Kinds& kinds) : kinds_(kinds) {}

  std::string write() {
    comment(out_,
            "Every setting of rota, as `rotad --print-defaults` prints it. A line that begins with `#` and a "
            "key shows the default, or an example if it says so. Durations are texts with a unit: "
            "\"500ms\", \"5s\", \"2m\", \"1h\", \"1d\". Paths are relative to the file that names them.");
    section(main_group);
    return std::move(out_);
  }

 private:
  void section(const Group& group, std::string_view name = "web") {
    for (const Row* row : all_rows(group))
      if (row->type != ValueType::table || !has_section(row->group)) key(*row, group);
    for (const Row* row : all_rows(group)) {
      if (!has_section(row->group) || row->key == "zones" || is_check_of_pool(*row)) continue;
      if (row->group == &check_group)
        checks();
      else
        headed(*row->group, name);
    }
  }

  // A pool names its checks, whose sections stand elsewhere.
  static bool is_check_of_pool(const Row& row) {
    return row.group == &check_group && row.type != ValueType::table;
  }

  void headed(const Group& group, std::string_view name) {
    out_ += "\n";
    comment(out_, group.meaning);
    out_ += named(std::string(group.heading), name) + "\n";
    section(group, name);
  }

  // One of each kind; the first shows what all have.
  void checks() {
    out_ += "\n";
    comment(out_, check_group.meaning);
    bool is_first = true;
    for (const Group* kind : kinds_.checks) {
      check(*kind, is_first);
      is_first = false;
    }
  }

  void check(const Group& kind, bool is_first) {
    const Row& type = *find_row(check_group, "type");
    const std::string word = '"' + std::string(kind.name) + '"';
    out_ += is_first ? "" : "\n";
    out_ += named(std::string(check_group.heading), word == type.example ? "web" : kind.name) + "\n\n";
    comment(out_, kind.meaning);
    out_ += "type = " + word + "\n";
    for (const Row& row : kind.rows) key(row, kind);
    if (!is_first) return;
    for (const Row* row : all_rows(check_group))
      if (row->key != "type") key(*row, check_group);
  }

  void key(const Row& row, const Group& owner) {
    out_ += "\n";
    const auto words = words_of(row, owner, kinds_);
    comment(out_, std::string(row.meaning) + " (" + accepted(row, words) + ")");
    if (row.group != nullptr && !has_section(row.group)) within(*row.group);
    const std::string start = std::string(row.key) + " = ";
    if (row.need != Need::optional && !has_section_of_its_own(row))
      out_ += start + std::string(row.example) + "\n";
    else if (!row.fallback.empty())
      out_ += "#" + start + std::string(row.fallback) + "\n";
    else
      out_ += "#" + start + std::string(row.example) + "  # example\n";
  }

  // The keys of a table that has no section of its own here.
  void within(const Group& group) {
    for (const Row& row : group.rows)
      comment(out_, "  " + std::string(row.key) + ": " + std::string(meaning_of(row)));
    for (const Group* kind : groups_of_kinds(group, kinds_))
      for (const Row& row : kind->rows)
        comment(out_, "  " + std::string(row.key) + ", of " + std::string(kind->heading) + ": " +
                          std::string(row.meaning) + " (" + accepted(row, words_of(row, *kind, kinds_)) +
                          "; by default " + std::string(row.fallback) + ")");
  }

  // Members follow as [[pool.NAME.members]].
  static bool has_section_of_its_own(const Row& row) {
    return row.many == Many::array && has_section(row.group);
  }

  const Kinds& kinds_;
  std::string out_;
};

}  // namespace

std::string reference_toml(const Kinds& kinds) { return TomlWriter(kinds).write(); }

}  // namespace rota::config
