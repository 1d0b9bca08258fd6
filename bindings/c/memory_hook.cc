// kefu_set_allocator of libkefu_c.so, which has its own operator new.
//
// The shared library holds everything that it is made of, the C++ runtime too,
// and hides it. So every request for memory that it makes ends in the
// functions of this file: those of C++ because they replace operator new and
// delete, those of C because the linker turns malloc into __wrap_malloc
// (CMakeLists.txt). Nothing of this reaches the program around it.

#include <algorithm>
#include <cstdlib>

#include "bindings/c/handles.h"

extern "C" {
void* __real_malloc(size_t bytes);
void* __real_calloc(size_t count, size_t size);
void* __real_realloc(void* memory, size_t bytes);
void __real_free(void* memory);
}

namespace kefu::c {
namespace {

// Written while no handle exists, so there is nobody to race with.
kefu_allocator hook = KEFU_ALLOCATOR_INIT;

constexpr size_t kAlignment = 16;

bool Hooked() { return hook.allocate != nullptr; }

void* Get(size_t bytes) noexcept {
  if (!Hooked()) return __real_malloc(bytes == 0 ? 1 : bytes);
  return hook.allocate(hook.user, bytes == 0 ? 1 : bytes, kAlignment);
}

void* Get(size_t bytes, std::align_val_t alignment) noexcept {
  const size_t to = std::max(static_cast<size_t>(alignment), kAlignment);
  if (Hooked()) return hook.allocate(hook.user, bytes == 0 ? 1 : bytes, to);
  void* memory = nullptr;
  return posix_memalign(&memory, to, bytes == 0 ? 1 : bytes) == 0 ? memory
                                                                  : nullptr;
}

void Return(void* memory) noexcept {
  if (memory == nullptr) return;
  if (Hooked()) {
    hook.release(hook.user, memory);
  } else {
    __real_free(memory);
  }
}

void* OrThrow(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

// realloc has to know how large a block was: so much stands before each block
// that C asks for.
struct Size {
  alignas(kAlignment) size_t bytes;
};

void* GetSized(size_t bytes) noexcept {
  if (bytes > SIZE_MAX - sizeof(Size)) return nullptr;
  void* const memory =
      hook.allocate(hook.user, bytes + sizeof(Size), kAlignment);
  if (memory == nullptr) return nullptr;
  return new (memory) Size{bytes} + 1;
}

}  // namespace
}  // namespace kefu::c

extern "C" int kefu_set_allocator(const kefu_allocator* allocator) {
  namespace c = kefu::c;
  kefu_allocator wanted = KEFU_ALLOCATOR_INIT;
  if (allocator != nullptr &&
      (!c::Take(allocator, &wanted) || wanted.allocate == nullptr ||
       wanted.release == nullptr)) {
    return KEFU_ERROR_INVALID_ARGUMENT;
  }
  if (c::Handle::count() != 0) return KEFU_ERROR_WRONG_STATE;
  c::hook = wanted;
  return KEFU_OK;
}

// --------------------------------------------------------------------- malloc

extern "C" void* __wrap_malloc(size_t bytes) {
  return kefu::c::Hooked() ? kefu::c::GetSized(bytes) : __real_malloc(bytes);
}

extern "C" void* __wrap_calloc(size_t count, size_t size) {
  if (!kefu::c::Hooked()) return __real_calloc(count, size);
  if (size != 0 && count > SIZE_MAX / size) return nullptr;
  void* const memory = kefu::c::GetSized(count * size);
  if (memory != nullptr) std::memset(memory, 0, count * size);
  return memory;
}

extern "C" void __wrap_free(void* memory) {
  if (!kefu::c::Hooked()) return __real_free(memory);
  if (memory == nullptr) return;
  kefu::c::Return(static_cast<kefu::c::Size*>(memory) - 1);
}

extern "C" void* __wrap_realloc(void* memory, size_t bytes) {
  if (!kefu::c::Hooked()) return __real_realloc(memory, bytes);
  void* const larger = kefu::c::GetSized(bytes);
  if (larger == nullptr || memory == nullptr) return larger;
  const size_t before = (static_cast<kefu::c::Size*>(memory) - 1)->bytes;
  std::memcpy(larger, memory, std::min(before, bytes));
  __wrap_free(memory);
  return larger;
}

// --------------------------------------------------------------- operator new

using kefu::c::Get;
using kefu::c::OrThrow;
using kefu::c::Return;

void* operator new(size_t n) { return OrThrow(Get(n)); }
void* operator new[](size_t n) { return OrThrow(Get(n)); }
void* operator new(size_t n, const std::nothrow_t&) noexcept { return Get(n); }
void* operator new[](size_t n, const std::nothrow_t&) noexcept {
  return Get(n);
}
void* operator new(size_t n, std::align_val_t to) {
  return OrThrow(Get(n, to));
}
void* operator new[](size_t n, std::align_val_t to) {
  return OrThrow(Get(n, to));
}
void* operator new(size_t n, std::align_val_t to,
                   const std::nothrow_t&) noexcept {
  return Get(n, to);
}
void* operator new[](size_t n, std::align_val_t to,
                     const std::nothrow_t&) noexcept {
  return Get(n, to);
}

void operator delete(void* p) noexcept { Return(p); }
void operator delete[](void* p) noexcept { Return(p); }
void operator delete(void* p, size_t) noexcept { Return(p); }
void operator delete[](void* p, size_t) noexcept { Return(p); }
void operator delete(void* p, const std::nothrow_t&) noexcept { Return(p); }
void operator delete[](void* p, const std::nothrow_t&) noexcept { Return(p); }
void operator delete(void* p, std::align_val_t) noexcept { Return(p); }
void operator delete[](void* p, std::align_val_t) noexcept { Return(p); }
void operator delete(void* p, size_t, std::align_val_t) noexcept { Return(p); }
void operator delete[](void* p, size_t, std::align_val_t) noexcept {
  Return(p);
}
void operator delete(void* p, std::align_val_t,
                     const std::nothrow_t&) noexcept {
  Return(p);
}
void operator delete[](void* p, std::align_val_t,
                       const std::nothrow_t&) noexcept {
  Return(p);
}
