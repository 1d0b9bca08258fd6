#include "src/base/row_memory.h"

#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace kefu {
namespace {

constexpr size_t kCacheLine = 64;
constexpr size_t kHugePage = size_t{2} << 20;

std::align_val_t AlignmentOf(size_t bytes) {
  return std::align_val_t{bytes >= kHugePage ? kHugePage : kCacheLine};
}

}  // namespace

void* AllocateRows(size_t bytes) {
  void* rows = ::operator new(bytes, AlignmentOf(bytes));
#ifdef __linux__
  // Only a wish: without huge pages everything works the same.
  if (bytes >= kHugePage) madvise(rows, bytes, MADV_HUGEPAGE);
#endif
  return rows;
}

void TouchRows(void* rows, size_t bytes) {
  constexpr size_t kPage = 4096;
  for (size_t at = 0; at < bytes; at += kPage) {
    static_cast<volatile char*>(rows)[at] = 0;
  }
}

void FreeRows(void* rows, size_t bytes) {
  ::operator delete(rows, AlignmentOf(bytes));
}

}  // namespace kefu
