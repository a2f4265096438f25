// Runs rotactl in this process and keeps what it printed.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "rotactl/run.h"
#include "rotactl/scripted_server.h"

namespace rota::test {

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

struct Looks {  // of the terminal
  bool terminal = false;
  bool colour = false;
  std::size_t columns = 80;
  std::size_t rows = 24;
};

inline Ran run(std::vector<std::string> words, const Looks& looks = {}) {
  std::ostringstream out, err;
  const rotactl::Screen screen{out,          err,           looks.terminal, looks.terminal,
                               looks.colour, looks.columns, looks.rows};
  const int code = rotactl::run(words, screen);
  return {code, out.str(), err.str()};
}

inline Ran run(const ScriptedServer& server, std::vector<std::string> words, const Looks& looks = {}) {
  words.insert(words.begin(), {"--socket", server.path()});
  return run(std::move(words), looks);
}

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace rota::test
