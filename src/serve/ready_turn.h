// The next answer of a pool, for the short way (serve/ready.h).
#pragma once

#include <cstdint>

#include "policy/plan.h"
#include "snapshot/menu.h"

namespace rota::serve {

// What was chosen from a menu. Taken by counting it.
struct Turn {
  std::uint64_t& count;
  Bytes records;
  std::uint16_t record_count;
  CounterId counter;  // the first of the line's

  [[gnu::always_inline]] Turn(const snapshot::Menu& menu, const policy::Choice& choice)
      : count(*choice.turn) {
    const snapshot::Form form = menu.form(choice.line);
    records = form.turned(choice.rotation);
    record_count = form.count();
    counter = menu.counter(choice.line);
  }
};

}  // namespace rota::serve
