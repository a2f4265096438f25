#include "base/state_directory.h"

#include <mutex>
#include <utility>
#include <vector>

#include "base/state_file.h"

namespace rota {

struct StateDirectory::Shared {
  std::string path{};
  std::optional<Texts> handed{};
  std::mutex mutex{};
  std::vector<StateFile*> files{};
};

StateDirectory::StateDirectory(std::string path, std::optional<Texts> handed)
    : shared_(std::make_shared<Shared>()) {
  shared_->path = std::move(path);
  shared_->handed = std::move(handed);
}

const std::string& StateDirectory::path() const { return shared_->path; }

bool StateDirectory::was_handed_over() const { return shared_->handed.has_value(); }

std::optional<std::string> StateDirectory::handed(std::string_view name) const {
  if (!shared_->handed) return {};
  const auto found = shared_->handed->find(name);
  return found == shared_->handed->end() ? std::nullopt : std::optional(found->second);
}

StateDirectory::Texts StateDirectory::hold() {
  const std::lock_guard lock(shared_->mutex);
  Texts out;
  for (StateFile* file : shared_->files)
    if (auto text = file->hold()) out.insert_or_assign(file->name(), std::move(*text));
  return out;
}

void StateDirectory::go_on() {
  const std::lock_guard lock(shared_->mutex);
  for (StateFile* file : shared_->files) file->go_on();
}

void StateDirectory::attach(StateFile& file) const {
  const std::lock_guard lock(shared_->mutex);
  shared_->files.push_back(&file);
}

void StateDirectory::detach(StateFile& file) const {
  const std::lock_guard lock(shared_->mutex);
  std::erase(shared_->files, &file);
}

}  // namespace rota
