#include "src/base/row_memory.h"

#include <cstdint>
#include <cstdlib>
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

// Only a wish: without huge pages everything works the same.
void WishForHugePages([[maybe_unused]] void* rows,
                      [[maybe_unused]] size_t bytes) {
#ifdef __linux__
  if (bytes >= kHugePage) madvise(rows, bytes, MADV_HUGEPAGE);
#endif
}

}  // namespace

void* AllocateRows(size_t bytes) {
  void* rows = ::operator new(bytes, AlignmentOf(bytes));
  WishForHugePages(rows, bytes);
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

// Only calloc knows memory that is all zeros without being written to; it does
// not align, so the rows begin later, behind the address that is to be freed.
void* AllocateZeroRows(size_t bytes) {
  const auto alignment = static_cast<size_t>(AlignmentOf(bytes));
  void* const memory = std::calloc(1, bytes + sizeof(void*) + alignment);
  if (memory == nullptr) throw std::bad_alloc();
  const auto begin = reinterpret_cast<uintptr_t>(memory) + sizeof(void*);
  auto* const rows =
      reinterpret_cast<void**>((begin + alignment - 1) / alignment * alignment);
  rows[-1] = memory;
  WishForHugePages(rows, bytes);
  return rows;
}

void FreeZeroRows(void* rows) { std::free(static_cast<void**>(rows)[-1]); }

}  // namespace kefu
