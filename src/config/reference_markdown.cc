#include <algorithm>
#include <string>
#include <vector>

#include "config/load.h"
#include "config/reference.h"

namespace rota::config {

namespace {

// A cell of a table: bars would end it.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '|' ? "\\|" : std::string(1, c);
  return out;
}

std::string code(std::string_view toml) { return toml.empty() ? "" : "`" + cell(toml) + "`"; }

class MarkdownWriter {
 public:
  explicit MarkdownWriter(const Kinds& kinds) : kinds_(kinds) {}

  std::string write() {
    out_ =
        "# Every setting\n\nMade from the program's own tables by `rotad --print-reference`; a test keeps "
        "both "
        "equal. `rotad --print-config` prints\nthe same as a configuration, `rotad --print-schema` as a JSON "
        "schema for editors. How they are used stands in\n[configuration.md](configuration.md).\n";
    group(main_group);
    return std::move(out_);
  }

 private:
  void group(const Group& group) {
    if (std::ranges::find(written_, &group) != written_.end()) return;
    written_.push_back(&group);
    out_ += "\n## " + std::string(group.heading) + "\n\n" + std::string(group.meaning);
    if (group.also != nullptr)
      out_ += " It has the keys of \"" + std::string(group.also->heading) + "\" as well.";
    out_ += "\n\n| Key | Value | Default | Meaning |\n|---|---|---|---|\n";
    for (const Row& row : group.rows) key(row, group);
    for (const Row& row : group.rows)
      if (row.group != nullptr) this->group(*row.group);
    for (const Group* kind : groups_of_kinds(group, kinds_)) this->group(*kind);
    if (group.also != nullptr) this->group(*group.also);
  }

  void key(const Row& row, const Group& owner) {
    std::string text(meaning_of(row));
    if (!row.example.empty()) text += " Example: " + code(row.example);
    const bool is_needed = row.need == Need::required;
    out_ += "| " + code(row.key) + " | " + cell(accepted(row, words_of(row, owner, kinds_))) + " | " +
            (is_needed ? "required" : code(row.fallback)) + " | " + cell(text) + " |\n";
  }

  const Kinds& kinds_;
  std::string out_;
  std::vector<const Group*> written_;
};

}  // namespace

std::string reference_markdown(const Kinds& kinds) { return MarkdownWriter(kinds).write(); }

}  // namespace rota::config
