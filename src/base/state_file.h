// One file of the state directory, small enough to be written whole: the old one
// stays until the new one is safely on the disk. Written on a thread of its own,
// since a disk may take seconds. What it keeps is only a help: a file that cannot
// be read or written costs its content and a warning, never a start.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/result.h"
#include "base/state_directory.h"
#include "base/wall_time.h"

namespace rota {

class StateFile {
 public:
  // `what` it keeps is for the log: "last health". A directory of "" keeps nothing;
  // one that is missing is made by the first write. What could not be written is
  // tried again `retry` later, unless something newer has come by then.
  StateFile(StateDirectory directory, std::string name, std::string what,
            std::chrono::milliseconds retry = std::chrono::seconds(5));
  ~StateFile();  // what was to be written is on the disk then, or never will be
  StateFile(const StateFile&) = delete;
  StateFile& operator=(const StateFile&) = delete;

  const std::string& name() const { return name_; }

  // Whole, or what was handed over in its place. Nothing when there is none, or, with
  // a warning, when it cannot be read or is larger than this many octets.
  std::optional<std::string> read(std::uintmax_t most);
  void warn_ignored(std::string_view why) const;    // the whole of it
  void warn_skipped(std::size_t unreadable) const;  // some lines

  // Where it is now stays a copy under a name of its own: what could not be read of it
  // is not lost with the next write. Nothing happens when there is no file.
  void keep_aside(WallTime now) const;

  // Returns at once. While one text is being written only the newest of the others
  // waits. `done` is called once this text or a newer one is on the disk, or with what
  // stood against it: by the thread that writes, or at once when nothing is kept.
  // A text that is long to make is made by that thread: of what nobody changes.
  using Written = std::function<void(const std::optional<Error>&)>;
  using MakeText = std::function<std::string()>;
  void write(MakeText make, Written done = {});
  void write(std::string text, Written done = {});
  void flush();  // returns when nothing is left to be written

  // See StateDirectory: what it holds now, if anything.
  std::optional<std::string> hold();
  void go_on();

 private:
  std::optional<std::string> remember(std::optional<std::string> text);
  void run();
  void wait(std::unique_lock<std::mutex>& lock);
  std::optional<Error> write_now(std::string_view text);

  const StateDirectory directory_;
  const std::string name_;
  std::string path_;  // "" = keeps nothing
  std::string what_;
  const std::chrono::milliseconds retry_;
  std::string said_;                // of the thread: what is wrong is said once, not every second
  std::optional<MakeText> failed_;  // of the thread: what it will try again

  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<MakeText> newest_;  // that was read or is to be written
  std::optional<MakeText> next_;
  std::vector<Written> waiting_;  // for the next text
  bool is_writing_ = false;
  bool is_closed_ = false;
  bool is_held_ = false;
  std::thread thread_;  // from the first write on
};

}  // namespace rota
