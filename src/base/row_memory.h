// Memory for rows: aligned to cache lines and, where it is large, to huge
// pages, which the system is asked for. A million rows looked up at random
// cost a miss of the address cache each on small pages.

#ifndef KEFU_BASE_ROW_MEMORY_H_
#define KEFU_BASE_ROW_MEMORY_H_

#include <cstddef>

namespace kefu {

// Throws std::bad_alloc.
void* AllocateRows(size_t bytes);
// Has the system provide the memory now: the first touch of a huge page costs
// a tenth of a millisecond, which no event shall pay.
void TouchRows(void* rows, size_t bytes);
void FreeRows(void* rows, size_t bytes);

// The same, all zeros, of which the system provides what is written to.
void* AllocateZeroRows(size_t bytes);
void FreeZeroRows(void* rows);

}  // namespace kefu

#endif  // KEFU_BASE_ROW_MEMORY_H_
