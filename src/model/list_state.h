// What a list remembers for the estimate of a wait (Q6): how long its last
// sessions took.

#ifndef KEFU_MODEL_LIST_STATE_H_
#define KEFU_MODEL_LIST_STATE_H_

#include <cstddef>
#include <cstdint>

#include "kefu/time.h"

namespace kefu {

// Written by moves/closing. It decides nothing, and is in no digest.
struct ListState {
  static constexpr uint32_t kCloses = 20;

  int64_t handled_ms[kCloses] = {};  // a ring
  uint32_t next = 0;                 // its next place
  uint32_t count = 0;                // of its places in use

  void Add(Duration handled) {
    handled_ms[next] = handled.ms;
    next = (next + 1) % kCloses;
    if (count < kCloses) ++count;
  }
  int64_t Sum() const {
    int64_t sum = 0;
    for (uint32_t i = 0; i < count; ++i) sum += handled_ms[i];
    return sum;
  }
};

}  // namespace kefu

#endif  // KEFU_MODEL_LIST_STATE_H_
