// kefu_set_allocator where the program's own operator new is used: in the
// static library, and under sanitizers, which want to see every request.

#include "bindings/c/handles.h"

extern "C" int kefu_set_allocator(const kefu_allocator*) {
  return KEFU_ERROR_UNSUPPORTED;
}
