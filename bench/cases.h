// What kefu-bench measures; the catalogue is at the top of main.cc.

#ifndef KEFU_BENCH_CASES_H_
#define KEFU_BENCH_CASES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bench/report.h"
#include "bench/subject.h"
#include "bench/workload.h"

namespace kefu_bench {

struct Options {
  std::vector<std::string> sizes = {"small", "medium", "large", "growth"};
  std::set<std::string> cases;    // none: all
  int repeat = 3;                 // the best of so many counts
  size_t effects = 512;           // with so many the host empties the list
  size_t max_events = SIZE_MAX;   // of each log
  std::string common = "medium";  // the size of cases that have none
  bool by_type = false;           // latencies of each type of event as well

  bool Has(const std::string& name) const {
    return cases.empty() || cases.count(name) != 0;
  }
  // Whether a log of this size is applied whole.
  bool Whole(const Log& log) const { return log.records.size() <= max_events; }
};

// The plain engine's rate over the log, in M events/s; the best of `repeat`.
double PlainRate(const Log& log, const Options& options);

// plain, ordered, batch, calls, keys, full, latency: of one size.
void RunSize(const Size& size, const Options& options, Report* report);

// The same through the C ABI, batch and calls, beside C++ in the same run.
// `published`: the hash that must come out, if it is not the plain engine's.
void RunC(const Size& size, const Subject& subject, const Options& options,
          std::optional<uint64_t> published, Report* report);

void RunGrowth(const Options& options, Report* report);
void RunThreads(const Options& options, Report* report);
void RunMemory(const Options& options, Report* report);
// Of each size: snapshot, restore, fork.
void RunState(const Options& options, Report* report);
void RunHours(const Options& options, Report* report);
void RunKeywords(const Options& options, Report* report);
void RunRouting(const Options& options, Report* report);
void RunStart(const Options& options, Report* report);
void RunJsonLines(const Options& options, Report* report);
void RunBinaryLog(const Options& options, Report* report);

}  // namespace kefu_bench

#endif  // KEFU_BENCH_CASES_H_
