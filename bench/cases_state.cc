// Saving, restoring and forking an engine in the middle of a log.

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "bench/cases.h"
#include "bench/measure.h"
#include "bench/subject.h"
#include "kefu/snapshot.h"

namespace kefu_bench {
namespace {

// The best of several runs of f, in seconds. What f returns lives on until the
// clock has stopped.
template <class F>
double Best(int runs, F&& f) {
  double best = 0;
  for (int i = 0; i < runs; ++i) {
    const double begin = Seconds();
    [[maybe_unused]] const auto made = f();
    const double seconds = Seconds() - begin;
    if (i == 0 || seconds < best) best = seconds;
  }
  return best;
}

void RunOne(const Size& size, const Options& options, Report* report) {
  const Log log = MakeLog(size);
  const Subject subject(log, options.max_events, Load::kPlain);
  Pass pass(subject, Drive::kBatch, options.effects);
  pass.Run(0, subject.size() / 2, [](const auto&) {});
  const kefu::Engine& engine = pass.engine();
  const int runs = std::max(options.repeat, 3);

  std::vector<std::byte> bytes;
  const double snapshot = Best(runs, [&] {
    bytes.clear();
    kefu::AppendSnapshot(engine, &bytes);
    return 0;
  });
  std::optional<kefu::Engine> restored;
  const double restore = Best(runs, [&] {
    restored.reset();
    restored = kefu::Restore(bytes, subject.ruleset).engine;
    return 0;
  });
  const double fork = Best(runs, [&] { return engine.Fork(); });
  kefu::Engine touched = engine.Fork();
  const double again = Best(runs, [&] {
    engine.ForkInto(&touched);
    return 0;
  });
  if (restored->Digest() != engine.Digest() ||
      touched.Digest() != engine.Digest()) {
    return report->Invalid(size.name, "snapshot", "another digest");
  }
  const double gigabytes = static_cast<double>(bytes.size()) / 1e9;
  const std::string what =
      fmt::format("{:.1f} MB, {} customers, {} sessions", gigabytes * 1e3,
                  engine.Customers(), engine.OpenSessions());
  const auto add = [&](const char* name, double seconds) {
    report->Add({size.name,
                 name,
                 gigabytes / seconds,
                 "GB/s",
                 {},
                 fmt::format("{:.2f} ms; {}", seconds * 1e3, what)});
  };
  add("snapshot", snapshot);
  add("restore", restore);
  report->Add({size.name, "fork", fork * 1e3, "ms", {}, "into new memory"});
  report->Add(
      {size.name, "fork into touched memory", again * 1e3, "ms", {}, ""});
}

}  // namespace

void RunState(const Options& options, Report* report) {
  for (const std::string& name : options.sizes) {
    if (name != "growth") RunOne(*FindSize(name), options, report);
  }
}

}  // namespace kefu_bench
