// How this program wants its heap. A load allocates much and frees it again soon
// after; what it freed is to go back to the system, not to be kept for the next.
#pragma once

namespace rota {

// Once, before the first thread starts.
void set_up_heap();

// Gives back what is free now. Takes a while where much is free: not for query threads.
void trim_heap();

}  // namespace rota
