#include "bench/measure.h"

#include <malloc.h>

#include <algorithm>
#include <cmath>
#include <ctime>

namespace kefu_bench {
namespace {

bool cpu_time = false;

}  // namespace

double Seconds() {
  if (!cpu_time) return SteadySeconds();
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) +
         static_cast<double>(now.tv_nsec) * 1e-9;
}

void CountCpuTime() { cpu_time = true; }

const char* ClockName() { return cpu_time ? "cpu" : "steady"; }

size_t HeapBytes() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

Percentiles PercentilesOf(std::vector<uint32_t> values) {
  std::sort(values.begin(), values.end());
  const auto n = static_cast<double>(values.size());
  const auto at = [&](double share) {
    const auto rank = static_cast<size_t>(std::ceil(n * share));
    return values[std::max<size_t>(rank, 1) - 1];
  };
  return {at(0.5), at(0.99), at(0.999), at(0.9999), values.back()};
}

}  // namespace kefu_bench
