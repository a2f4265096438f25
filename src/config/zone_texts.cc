#include "config/zone_texts.h"

#include <algorithm>
#include <utility>

namespace rota::config {

namespace {

OpenText reading_from(std::shared_ptr<const std::string> text) {
  const std::size_t size = text->size();
  auto read = [text = std::move(text),
               at = std::size_t{0}](std::span<char> into) mutable -> Result<std::size_t> {
    const std::size_t got = text->copy(into.data(), into.size(), at);
    at += got;
    return got;
  };
  return {size, std::move(read)};
}

Result<OpenText> open_remembered(const Texts& texts, const std::string& path) {
  const auto found = texts.find(path);
  if (found == texts.end()) return Error{"it was not among the files of that version"};
  return reading_from(found->second);
}

// Hands `text` on and calls `ended` with all of it. A text that is not read to its end is
// not told of.
template <class Ended>
OpenText copying(OpenText text, Ended ended) {
  auto copy = std::make_shared<std::string>();
  copy->reserve(text.size);
  auto read = [from = std::move(text.read), copy,
               ended = std::move(ended)](std::span<char> into) -> Result<std::size_t> {
    auto got = from(into);
    if (!got) return got;
    copy->append(into.data(), *got);
    if (*got == 0 && !into.empty()) ended(std::move(*copy));
    return got;
  };
  return {text.size, std::move(read)};
}

}  // namespace

// Files that many zones include are in memory once, as long as they stay the same.
Files ZoneTexts::remembering(const std::shared_ptr<Read>& into) {
  const auto open = [files = files_, into, known = known_](const std::string& path) -> Result<OpenText> {
    if (into->first.empty()) into->first = path;
    auto text = files.open(path);
    if (!text || into->texts.contains(path)) return text;
    return copying(std::move(*text), [into, known, path](std::string whole) {
      if (into->texts.contains(path)) return;
      auto& last = (*known)[path];
      if (!last || *last != whole) last = std::make_shared<const std::string>(std::move(whole));
      into->texts.emplace(path, last);
    });
  };
  return {open, files_.glob};
}

Files ZoneTexts::main_files() {
  if (is_again_) {
    const auto open = [main = main_](const std::string& path) { return open_remembered(main->texts, path); };
    const auto glob = [globs = globs_](const std::string& pattern) { return (*globs)[pattern]; };
    return {open, glob};
  }
  Files out = remembering(main_);
  out.glob = [glob = files_.glob, globs = globs_](const std::string& pattern) {
    return (*globs)[pattern] = glob(pattern);
  };
  return out;
}

ZoneTexts::Scope ZoneTexts::next_zone() {
  const std::size_t number = next_++;
  if (!is_again_) {
    zones_.push_back(std::make_shared<Read>());
    return {keeps_zones_ ? remembering(zones_.back()) : files_};
  }
  const ZoneVersion* const version = versions_[number];
  const auto open = [read = zones_[number], version](const std::string& path) {
    return open_remembered(version != nullptr ? *version->texts : read->texts, path);
  };
  const Files files{open, files_.glob};
  return version != nullptr ? Scope{files, version->toml, version->zone_file} : Scope{files};
}

void ZoneTexts::again(Versions versions) {
  is_again_ = true;
  next_ = 0;
  versions_ = std::move(versions);
}

std::shared_ptr<const Texts> ZoneTexts::texts_of(std::size_t zone) const {
  if (!keeps_zones_) return nullptr;
  return {zones_[zone], &zones_[zone]->texts};
}

std::string ZoneTexts::first_file_of(std::size_t zone) const { return zones_[zone]->first; }

}  // namespace rota::config
