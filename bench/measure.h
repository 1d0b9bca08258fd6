// Time, memory and percentiles.

#ifndef KEFU_BENCH_MEASURE_H_
#define KEFU_BENCH_MEASURE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace kefu_bench {

// The clock of the rates: the steady clock, or after CountCpuTime what the
// processor has spent on this thread.
double Seconds();
void CountCpuTime();
const char* ClockName();

inline double SteadySeconds() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

// A steady counter that is cheap to read; TickClock says how long a tick is.
inline uint64_t Ticks() {
#if defined(__x86_64__)
  unsigned processor = 0;
  return __rdtscp(&processor);
#else
  return static_cast<uint64_t>(
      std::chrono::steady_clock::now().time_since_epoch().count());
#endif
}

// Made before and asked after a measurement.
class TickClock {
 public:
  TickClock() : ticks_(Ticks()), seconds_(SteadySeconds()) {}
  double NsPerTick() const {
    return (SteadySeconds() - seconds_) * 1e9 /
           static_cast<double>(Ticks() - ticks_);
  }

 private:
  uint64_t ticks_;
  double seconds_;
};

// Calls of operator new by this thread since it began.
uint64_t Allocations();

// Bytes that malloc has given out and not got back.
size_t HeapBytes();

// Nearest-rank percentiles, in the unit of the values.
struct Percentiles {
  uint32_t p50 = 0;
  uint32_t p99 = 0;
  uint32_t p999 = 0;
  uint32_t p9999 = 0;
  uint32_t max = 0;
};
// Sorts a copy. REQUIRES: not empty.
Percentiles PercentilesOf(std::vector<uint32_t> values);

}  // namespace kefu_bench

#endif  // KEFU_BENCH_MEASURE_H_
