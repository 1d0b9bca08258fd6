// Kefu at work on a log: what is measured, and the check that it did the work.

#ifndef KEFU_BENCH_SUBJECT_H_
#define KEFU_BENCH_SUBJECT_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bench/convert.h"
#include "bench/ruleset_w.h"
#include "bench/workload.h"
#include "kefu/effect.h"
#include "kefu/engine.h"
#include "kefu/ruleset.h"

namespace kefu_bench {

// Parses a ruleset of the bench's own making; ends the program with the
// errors if it is wrong.
std::shared_ptr<const kefu::Ruleset> MustParse(const std::string& json);

// A log, its ruleset and its events. The log must outlive it.
struct Subject {
  Subject(const Log& log_in, size_t max_events, Load load);

  size_t size() const { return events.records.size(); }

  const Log& log;
  std::shared_ptr<const kefu::Ruleset> ruleset;
  Names names;
  Events events;
};

// How the events get into the engine.
enum class Drive : uint8_t {
  kBatch,  // ApplyBatch, ids
  kCalls,  // Apply for each, ids
  kKeys,   // ApplyBatch; the host has 64-bit keys and looks up each block
};

// One run through a subject with a new engine that has every agent online
// and, unless the host has keys, knows every customer.
class Pass {
 public:
  // `effects_limit`: with how many effects the host empties the list.
  Pass(const Subject& subject, Drive drive, size_t effects_limit);

  // Applies the records from `begin` to before `end`. Before the list of
  // effects is cleared `sink` sees it.
  template <class Sink>
  void Run(size_t begin, size_t end, const Sink& sink);

  kefu::Engine& engine() { return engine_; }
  const kefu::Engine& engine() const { return engine_; }
  kefu::Effects& effects() { return effects_; }
  std::span<const kefu::EventRecord> records() const { return records_; }
  std::span<const std::byte> payloads() const {
    return subject_.events.payloads;
  }

 private:
  static constexpr size_t kBlock = 1024;

  template <class Sink>
  void Batch(size_t begin, size_t end, const Sink& sink);
  template <class Sink>
  void Calls(size_t begin, size_t end, const Sink& sink);
  void LookUp(size_t begin, size_t end);

  const Subject& subject_;
  Drive drive_;
  kefu::Engine engine_;
  kefu::Effects effects_;
  std::vector<kefu::EventRecord> records_;
  std::vector<uint64_t> keys_;  // by record, as the host has them
  std::vector<uint64_t> block_keys_;
  std::vector<kefu::CustomerId> block_ids_;
};

struct Timing {
  double seconds = 0;
  uint64_t allocations = 0;       // in the whole run
  uint64_t late_allocations = 0;  // after its first tenth
  uint64_t digest = 0;            // of the engine at the end
};
Timing TimePass(const Subject& subject, Drive drive, size_t effects_limit);

// Another run, outside the clock, that folds the decisions. Returns why the
// timed runs do not count: a wrong hash, another digest than theirs, a
// violated invariant.
std::optional<std::string> CheckPass(const Subject& subject, Drive drive,
                                     size_t effects_limit,
                                     std::optional<uint64_t> published,
                                     uint64_t digest);

// ------------------------------------------------------------ implementation

template <class Sink>
void Pass::Run(size_t begin, size_t end, const Sink& sink) {
  switch (drive_) {
    case Drive::kBatch:
      return Batch(begin, end, sink);
    case Drive::kCalls:
      return Calls(begin, end, sink);
    case Drive::kKeys:
      for (size_t i = begin; i < end; i += kBlock) {
        const size_t next = std::min(end, i + kBlock);
        LookUp(i, next);
        Batch(i, next, sink);
      }
  }
}

template <class Sink>
void Pass::Batch(size_t begin, size_t end, const Sink& sink) {
  const std::span<const kefu::EventRecord> all(records_);
  while (begin < end) {
    effects_.Clear();
    begin += engine_.ApplyBatch(all.subspan(begin, end - begin), payloads(),
                                &effects_);
    sink(effects_.records());
  }
}

template <class Sink>
void Pass::Calls(size_t begin, size_t end, const Sink& sink) {
  for (size_t i = begin; i < end; ++i) {
    effects_.Clear();
    engine_.Apply(records_[i], payloads(), &effects_);
    sink(effects_.records());
  }
}

}  // namespace kefu_bench

#endif  // KEFU_BENCH_SUBJECT_H_
