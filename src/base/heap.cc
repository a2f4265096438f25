#include "base/heap.h"

#include <malloc.h>

namespace rota {

// Left alone the library raises the size from which a block is mapped by itself to
// that of the largest freed so far, and a load's vectors end up on the heap, where
// whatever small lies behind them pins them.
void set_up_heap() { ::mallopt(M_MMAP_THRESHOLD, 128 << 10); }

void trim_heap() { ::malloc_trim(0); }

}  // namespace rota
