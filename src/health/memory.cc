#include "health/memory.h"

#include <charconv>
#include <system_error>
#include <utility>

namespace rota::health {

namespace {

constexpr std::string_view version_line = "rota health 2";
constexpr std::uintmax_t largest_memory_file = 64U << 20U;
constexpr std::chrono::minutes most_age{5};

constexpr std::size_t identity_digits = 16;

std::string digits_of(Identity identity) {
  std::string out(identity_digits, '0');
  for (std::size_t i = out.size(); i > 0; --i, identity.value >>= 4U)
    out[i - 1] = "0123456789abcdef"[identity.value & 0xFU];
  return out;
}

std::optional<SavedState> read_line(std::string_view line) {
  SavedState out;
  out.fit = line.starts_with("up ");
  if (!out.fit && !line.starts_with("down ")) return {};
  line.remove_prefix(out.fit ? 3 : 5);
  const auto [end, bad] = std::from_chars(line.data(), line.data() + line.size(), out.heard);
  line.remove_prefix(static_cast<std::size_t>(end - line.data()));
  if (bad != std::errc() || line.size() != 1 + identity_digits || line.front() != ' ') return {};
  line.remove_prefix(1);
  const auto [last, wrong] = std::from_chars(line.begin(), line.end(), out.identity.value, 16);
  return wrong == std::errc() && last == line.end() ? std::optional(out) : std::nullopt;
}

}  // namespace

std::string write_states(const std::vector<SavedState>& states) {
  std::string out = std::string(version_line) + "\n";
  for (const auto& state : states) {
    out += state.fit ? "up " : "down ";
    out += std::to_string(state.heard) + " " + digits_of(state.identity) + "\n";
  }
  return out;
}

Result<SavedStates> read_states(std::string_view text) {
  const std::string first = std::string(version_line) + "\n";
  if (!text.starts_with(first)) return Error{"its first line is not \"" + std::string(version_line) + "\""};
  text.remove_prefix(first.size());
  SavedStates out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    auto state = end == std::string_view::npos ? std::nullopt : read_line(text.substr(0, end));
    if (state)
      out.states.push_back(*state);
    else
      ++out.bad_lines;
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

Memory::Memory(const StateDirectory& directory)
    : was_handed_over_(directory.was_handed_over()),
      file_(directory, "health", "last health"),
      key_(directory, "health_key", "the key of saved health") {
  const auto text = file_.read(largest_memory_file);
  if (!text) return;
  const auto saved = read_states(*text);
  if (!saved) {
    file_.warn_ignored(saved.error().text);
    return;
  }
  if (saved->bad_lines > 0) file_.warn_skipped(saved->bad_lines);
  for (const auto& state : saved->states) states_.insert_or_assign(state.identity, state);
}

IdVector<TargetId, Identity> Memory::identities_of(
    const TargetList& list, const IdVector<CheckId, config::CheckConfig>& checks) const {
  return health::identities_of(key_.key(), list, checks);
}

std::optional<bool> Memory::recall(Identity identity, std::chrono::system_clock::time_point wall) const {
  const auto found = states_.find(identity);
  if (found == states_.end()) return {};
  // In seconds first: a garbled time must not overflow a finer unit.
  const std::int64_t now = std::chrono::duration_cast<std::chrono::seconds>(wall.time_since_epoch()).count();
  const std::int64_t most = std::chrono::seconds(most_age).count();
  const bool young = found->second.heard > now - most && found->second.heard < now + most;
  return young ? std::optional<bool>(found->second.fit) : std::nullopt;
}

std::optional<bool> Memory::assumed(Identity identity, config::Start start,
                                    std::chrono::system_clock::time_point wall) const {
  if (was_handed_over_)
    if (const auto known = recall(identity, wall)) return known;
  switch (start) {
    case config::Start::up: return true;
    case config::Start::down: return false;
    case config::Start::probe: return {};
    case config::Start::last: return recall(identity, wall);
  }
  return {};
}

void Memory::save(const std::vector<SavedState>& states) { file_.write(write_states(states)); }

}  // namespace rota::health
