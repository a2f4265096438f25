#include <algorithm>
#include <cctype>
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

// A link to the heading, by the anchor that GitHub makes of it.
std::string link_to(std::string_view heading) {
  std::string anchor;
  for (const char letter : heading) {
    const auto c = static_cast<unsigned char>(letter);
    if (c == ' ') anchor += '-';
    if (std::isalnum(c) || c == '_' || c == '-') anchor += static_cast<char>(std::tolower(c));
  }
  const bool is_code = heading.starts_with('[');  // brackets alone would be a link
  return "[" + (is_code ? code(heading) : std::string(heading)) + "](#" + anchor + ")";
}

class MarkdownWriter {
 public:
  explicit MarkdownWriter(const Kinds& kinds) : kinds_(kinds) {}

  std::string write() {
    out_ = "## All keys\n";
    group(main_group);
    return std::move(out_);
  }

 private:
  void group(const Group& group) {
    if (std::ranges::find(written_, &group) != written_.end()) return;
    written_.push_back(&group);
    out_ += "\n### " + std::string(group.heading) + "\n\n" + std::string(group.meaning);
    if (group.also != nullptr)
      out_ += " The keys of " + link_to(group.also->heading) + " are allowed as well.";
    out_ += "\n\n| Key | Value | Default | Example | Meaning |\n|---|---|---|---|---|\n";
    for (const Row& row : group.rows) key(row, group);
    for (const Row& row : group.rows)
      if (row.group != nullptr) this->group(*row.group);
    for (const Group* kind : groups_of_kinds(group, kinds_)) this->group(*kind);
    if (group.also != nullptr) this->group(*group.also);
  }

  void key(const Row& row, const Group& owner) {
    const bool is_needed = row.need == Need::required;
    std::string text(meaning_of(row));
    if (row.group != nullptr) text += " See " + link_to(row.group->heading) + ".";
    out_ += "| " + code(row.key) + " | " + cell(accepted(row, words_of(row, owner, kinds_))) + " | " +
            (is_needed ? "required" : code(row.fallback)) + " | " +
            code(row.example.empty() ? row.fallback : row.example) + " | " + cell(text) + " |\n";
  }

  const Kinds& kinds_;
  std::string out_;
  std::vector<const Group*> written_;
};

}  // namespace

std::string reference_markdown(const Kinds& kinds) { return MarkdownWriter(kinds).write(); }

}  // namespace rota::config
