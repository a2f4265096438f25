#include <cstddef>

#include "daemon/run.h"

int main(int count, char** words) { return rota::daemon::run({words, static_cast<std::size_t>(count)}); }
