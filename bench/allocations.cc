// Counts what this program allocates: every form of operator new and delete
// ends in malloc and free here. After warm-up Apply allocates nothing (T9).

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

#include "bench/measure.h"

namespace kefu_bench {
namespace {

thread_local constinit uint64_t allocations = 0;

void* Take(size_t bytes) noexcept {
  ++allocations;
  return std::malloc(bytes == 0 ? 1 : bytes);
}

void* TakeAligned(size_t bytes, std::align_val_t alignment) noexcept {
  ++allocations;
  void* memory = nullptr;
  const size_t to = static_cast<size_t>(alignment);
  return posix_memalign(&memory, to, bytes == 0 ? 1 : bytes) == 0 ? memory
                                                                  : nullptr;
}

void* OrThrow(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

uint64_t Allocations() { return allocations; }

}  // namespace kefu_bench

using kefu_bench::OrThrow;
using kefu_bench::Take;
using kefu_bench::TakeAligned;

void* operator new(size_t n) { return OrThrow(Take(n)); }
void* operator new[](size_t n) { return OrThrow(Take(n)); }
void* operator new(size_t n, const std::nothrow_t&) noexcept { return Take(n); }
void* operator new[](size_t n, const std::nothrow_t&) noexcept {
  return Take(n);
}
void* operator new(size_t n, std::align_val_t to) {
  return OrThrow(TakeAligned(n, to));
}
void* operator new[](size_t n, std::align_val_t to) {
  return OrThrow(TakeAligned(n, to));
}
void* operator new(size_t n, std::align_val_t to,
                   const std::nothrow_t&) noexcept {
  return TakeAligned(n, to);
}
void* operator new[](size_t n, std::align_val_t to,
                     const std::nothrow_t&) noexcept {
  return TakeAligned(n, to);
}

void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, size_t) noexcept { std::free(p); }
void operator delete[](void* p, size_t) noexcept { std::free(p); }
void operator delete(void* p, const std::nothrow_t&) noexcept { std::free(p); }
void operator delete[](void* p, const std::nothrow_t&) noexcept {
  std::free(p);
}
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, size_t, std::align_val_t) noexcept {
  std::free(p);
}
void operator delete[](void* p, size_t, std::align_val_t) noexcept {
  std::free(p);
}
void operator delete(void* p, std::align_val_t,
                     const std::nothrow_t&) noexcept {
  std::free(p);
}
void operator delete[](void* p, std::align_val_t,
                       const std::nothrow_t&) noexcept {
  std::free(p);
}
