// How much memory is asked for, in bytes: for tests that bound it. Every way to
// get memory counts, and what is given back is not taken off again. For one
// thread.

#ifndef KEFU_TESTS_FUZZ_METER_H_
#define KEFU_TESTS_FUZZ_METER_H_

#include <cstdint>
#include <utility>

namespace kefu::fuzz {

// Since the program began; counted from the first call on.
uint64_t AskedSoFar();

// What a piece of work asks for.
template <class Work>
uint64_t AskedBy(Work&& work) {
  const uint64_t before = AskedSoFar();
  std::forward<Work>(work)();
  return AskedSoFar() - before;
}

}  // namespace kefu::fuzz

#endif  // KEFU_TESTS_FUZZ_METER_H_
