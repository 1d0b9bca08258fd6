#include "tests/oom/fault.h"

#include <cstddef>
#include <cstdlib>
#include <new>

namespace kefu::oom {
namespace {

long left = 0;
bool armed = false;
bool failed = false;

bool Fails() {
  if (!armed || left-- > 0) return false;
  failed = true;
  return true;
}

void* Get(std::size_t bytes) {
  void* const memory = Fails() ? nullptr : std::malloc(bytes == 0 ? 1 : bytes);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void* Get(std::size_t bytes, std::align_val_t alignment) {
  const auto align = static_cast<std::size_t>(alignment);
  const std::size_t size = (bytes + align - 1) / align * align;
  void* const memory =
      Fails() ? nullptr : std::aligned_alloc(align, size == 0 ? align : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void FailAfter(long n) {
  left = n;
  failed = false;
  armed = true;
}

bool Heal() {
  armed = false;
  return failed;
}

}  // namespace kefu::oom

void* operator new(std::size_t n) { return kefu::oom::Get(n); }
void* operator new(std::size_t n, const std::nothrow_t&) noexcept {
  return kefu::oom::Fails() ? nullptr : std::malloc(n == 0 ? 1 : n);
}
void* operator new[](std::size_t n, const std::nothrow_t&) noexcept {
  return kefu::oom::Fails() ? nullptr : std::malloc(n == 0 ? 1 : n);
}
void operator delete(void* p, const std::nothrow_t&) noexcept { std::free(p); }
void operator delete[](void* p, const std::nothrow_t&) noexcept {
  std::free(p);
}
void* operator new[](std::size_t n) { return kefu::oom::Get(n); }
void* operator new(std::size_t n, std::align_val_t a) {
  return kefu::oom::Get(n, a);
}
void* operator new[](std::size_t n, std::align_val_t a) {
  return kefu::oom::Get(n, a);
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete[](void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept {
  std::free(p);
}
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept {
  std::free(p);
}

// The library asks the C library for zeroed memory as well, and so may the
// libraries that it uses for any. A sanitizer has its own functions, which must
// stay.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
extern "C" void* __libc_malloc(std::size_t size);
extern "C" void* __libc_calloc(std::size_t count, std::size_t size);
extern "C" void* __libc_realloc(void* memory, std::size_t size);
extern "C" void* malloc(std::size_t size) {
  return kefu::oom::Fails() ? nullptr : __libc_malloc(size);
}
extern "C" void* calloc(std::size_t count, std::size_t size) {
  return kefu::oom::Fails() ? nullptr : __libc_calloc(count, size);
}
extern "C" void* realloc(void* memory, std::size_t size) {
  return kefu::oom::Fails() ? nullptr : __libc_realloc(memory, size);
}
#endif
