// Where state is kept: a directory, "" for none, and the files of it that are in use.
// All of them together are what a process hands to the one that replaces it. Copies
// stand for the same directory.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rota {

class StateFile;

class StateDirectory {
 public:
  using Texts = std::map<std::string, std::string, std::less<>>;  // by name of the file

  // `handed` is what the process before this one knew: newer than what is on the disk.
  StateDirectory(std::string path, std::optional<Texts> handed = {});      // NOLINT: a path says it all
  StateDirectory(const char* path) : StateDirectory(std::string(path)) {}  // NOLINT

  const std::string& path() const;

  bool was_handed_over() const;  // then this is what to start from, whatever is configured
  std::optional<std::string> handed(std::string_view name) const;

  // What each file holds now. From now on none of them is written, until go_on(): the
  // files are another process's. Returns when no writing is under way.
  Texts hold();
  void go_on();  // writes what was kept back

 private:
  friend class StateFile;
  struct Shared;

  void attach(StateFile& file) const;
  void detach(StateFile& file) const;

  std::shared_ptr<Shared> shared_;
};

}  // namespace rota
