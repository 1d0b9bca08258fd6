#include "tests/fuzz/meter.h"

#include <cstddef>
#include <cstdlib>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)

// A sanitizer has its own malloc, which must stay, and tells of each call. g++
// comes without the header that declares this.
extern "C" int __sanitizer_install_malloc_and_free_hooks(
    void (*on_malloc)(const volatile void*, size_t),
    void (*on_free)(const volatile void*));

namespace kefu::fuzz {
namespace {

uint64_t asked = 0;

void Count(const volatile void*, size_t bytes) { asked += bytes; }
void CountNothing(const volatile void*) {}

}  // namespace

uint64_t AskedSoFar() {
  static const int installed =
      __sanitizer_install_malloc_and_free_hooks(Count, CountNothing);
  if (installed == 0) std::abort();
  return asked;
}

}  // namespace kefu::fuzz

#else

// The allocators of the C library, which operator new calls as well.
extern "C" {
void* __libc_malloc(size_t bytes);
void* __libc_calloc(size_t count, size_t bytes);
void* __libc_realloc(void* memory, size_t bytes);
void* __libc_memalign(size_t alignment, size_t bytes);
}

namespace kefu::fuzz {
namespace {

uint64_t asked = 0;

}  // namespace

uint64_t AskedSoFar() { return asked; }

}  // namespace kefu::fuzz

extern "C" {

void* malloc(size_t bytes) noexcept {
  kefu::fuzz::asked += bytes;
  return __libc_malloc(bytes);
}
void* calloc(size_t count, size_t bytes) noexcept {
  kefu::fuzz::asked += count * bytes;
  return __libc_calloc(count, bytes);
}
void* realloc(void* memory, size_t bytes) noexcept {
  kefu::fuzz::asked += bytes;
  return __libc_realloc(memory, bytes);
}
void* aligned_alloc(size_t alignment, size_t bytes) noexcept {
  kefu::fuzz::asked += bytes;
  return __libc_memalign(alignment, bytes);
}

}  // extern "C"

#endif
