// The operator's command. Exit 0 ok, 1 refused or failed, 2 wrong usage, 3 no daemon.
#include <string>
#include <vector>

#include "rotactl/run.h"

int main(int count, char** words) {
  const std::vector<std::string> arguments(words + 1, words + count);
  return rota::rotactl::run(arguments, rota::rotactl::standard_screen());
}
