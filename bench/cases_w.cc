// Workload W in one size: rates, latencies and growth.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <thread>
#include <utility>

#include "bench/cases.h"
#include "bench/measure.h"
#include "bench/plain_engine.h"

namespace kefu_bench {
namespace {

double MillionsPerSecond(size_t events, double seconds) {
  return static_cast<double>(events) / seconds / 1e6;
}

struct PlainResult {
  double rate = 0;
  uint64_t hash = 0;
};

template <class Engine>
PlainResult RunPlain(const Log& log, const Options& options) {
  const size_t n = std::min(options.max_events, log.records.size());
  PlainResult result;
  for (int i = 0; i < options.repeat; ++i) {
    Engine engine(log.header);
    const double begin = Seconds();
    for (size_t k = 0; k < n; ++k) engine.Apply(log.records[k]);
    result.rate =
        std::max(result.rate, MillionsPerSecond(n, Seconds() - begin));
    result.hash = engine.hash().value();
  }
  return result;
}

// The cases of one size share its log and the plain engine's rate.
class SizeBench {
 public:
  SizeBench(const Size& size, const Options& options, Report* report)
      : size_(size),
        options_(options),
        report_(report),
        log_(MakeLog(size)),
        published_(options.Whole(log_) ? size.hash : std::nullopt) {}

  void Run();

 private:
  template <class Engine>
  double Opponent(const std::string& name);
  void Rate(const Subject& subject, Drive drive, const std::string& name);
  void Allocations(const std::vector<Timing>& timings);
  void Latency(const Subject& subject);

  void Add(const std::string& name, double value, const std::string& unit,
           const std::string& note = "") {
    report_->Add({size_.name, name, value, unit, {}, note});
  }

  const Size& size_;
  const Options& options_;
  Report* report_;
  Log log_;
  std::optional<uint64_t> published_;
  double plain_ = 0;
};

void SizeBench::Run() {
  plain_ = Opponent<PlainEngine>("plain");
  if (options_.Has("ordered")) Opponent<OrderedEngine>("ordered");
  {
    const Subject subject(log_, options_.max_events, Load::kPlain);
    if (options_.Has("batch")) Rate(subject, Drive::kBatch, "batch");
    if (options_.Has("calls")) Rate(subject, Drive::kCalls, "calls");
    if (options_.Has("keys")) Rate(subject, Drive::kKeys, "keys");
    if (options_.Has("latency")) Latency(subject);
#ifdef KEFU_BENCH_C
    if (options_.Has("c")) RunC(size_, subject, options_, published_, report_);
#endif
  }
  if (!options_.Has("full")) return;
  Rate({log_, options_.max_events, Load::kFull}, Drive::kBatch, "full");
}

template <class Engine>
double SizeBench::Opponent(const std::string& name) {
  const PlainResult result = RunPlain<Engine>(log_, options_);
  if (published_ && result.hash != *published_) {
    report_->Invalid(size_.name, name,
                     fmt::format("decision hash {:016x}, expected {:016x}",
                                 result.hash, *published_));
    return result.rate;
  }
  Add(name, result.rate, "M/s", fmt::format("hash {:016x}", result.hash));
  return result.rate;
}

void SizeBench::Rate(const Subject& subject, Drive drive,
                     const std::string& name) {
  std::vector<Timing> timings;
  for (int i = 0; i < options_.repeat; ++i) {
    timings.push_back(TimePass(subject, drive, options_.effects));
  }
  const auto wrong = CheckPass(subject, drive, options_.effects, published_,
                               timings.back().digest);
  if (wrong) return report_->Invalid(size_.name, name, *wrong);
  const Timing& best = *std::min_element(
      timings.begin(), timings.end(),
      [](const auto& a, const auto& b) { return a.seconds < b.seconds; });
  const double rate = MillionsPerSecond(subject.size(), best.seconds);
  report_->Add({size_.name, name, rate, "M/s", rate / plain_, ""});
  if (drive != Drive::kBatch || name != "batch") return;
  Add("batch / plain", rate / plain_, "times");
  Allocations(timings);
}

// T9: after warm-up Apply allocates nothing. The first tenth is the warm-up.
void SizeBench::Allocations(const std::vector<Timing>& timings) {
  const Timing& last = timings.back();
  Add("allocations", static_cast<double>(last.late_allocations), "",
      fmt::format("{} with the first tenth of the log", last.allocations));
}

constexpr std::array<const char*, 5> kTypeNames = {"arrive", "customer",
                                                   "agent", "close", "toggle"};

std::vector<uint32_t> OfType(const Log& log, LogType type,
                             const std::vector<uint32_t>& ns) {
  std::vector<uint32_t> values;
  for (size_t i = 0; i < ns.size(); ++i) {
    if (log.records[i].type == type) values.push_back(ns[i]);
  }
  return values;
}

// Nanoseconds of each event, one call for each.
std::vector<uint32_t> TimeEvents(const Subject& subject,
                                 const Options& options) {
  Pass pass(subject, Drive::kCalls, options.effects);
  std::vector<uint32_t> times(subject.size(), 1);
  const TickClock clock;
  for (size_t i = 0; i < times.size(); ++i) {
    const uint64_t begin = Ticks();
    pass.effects().Clear();
    pass.engine().Apply(pass.records()[i], pass.payloads(), &pass.effects());
    times[i] =
        static_cast<uint32_t>(std::min<uint64_t>(Ticks() - begin, UINT32_MAX));
  }
  const double ns_per_tick = clock.NsPerTick();
  for (uint32_t& time : times) {
    time = static_cast<uint32_t>(time * ns_per_tick);
  }
  return times;
}

// What the scheduler does to an event it does not do to the same event of
// another run: the least of several runs is the event's own time.
void SizeBench::Latency(const Subject& subject) {
  std::vector<uint32_t> raw = TimeEvents(subject, options_);
  std::vector<uint32_t> own = raw;
  for (int i = 1; i < std::max(options_.repeat, 3); ++i) {
    const std::vector<uint32_t> again = TimeEvents(subject, options_);
    for (size_t k = 0; k < own.size(); ++k) {
      own[k] = std::min(own[k], again[k]);
    }
  }
  const Percentiles all = PercentilesOf(raw);
  Add("latency p50", all.p50, "ns");
  Add("latency p99", all.p99, "ns");
  Add("latency p99.9", all.p999, "ns");
  Add("latency p99.99", all.p9999, "ns");
  Add("latency max", all.max, "ns", "the scheduler's part included");
  const auto worst = std::max_element(own.begin(), own.end()) - own.begin();
  const auto index = static_cast<size_t>(worst);
  const auto type = static_cast<size_t>(log_.records[index].type);
  Add("worst event", own[index], "ns",
      fmt::format("{}, event {}", kTypeNames[type], index));
  if (!options_.by_type) return;
  for (size_t t = 0; t < kTypeNames.size(); ++t) {
    const auto values = OfType(log_, static_cast<LogType>(t), raw);
    if (values.empty()) continue;
    const Percentiles p = PercentilesOf(values);
    Add(fmt::format("  {} p50", kTypeNames[t]), p.p50, "ns",
        fmt::format("p99 {}, p99.9 {}, p99.99 {}, max {}", p.p99, p.p999,
                    p.p9999, p.max));
  }
}

}  // namespace

double PlainRate(const Log& log, const Options& options) {
  return RunPlain<PlainEngine>(log, options).rate;
}

void RunSize(const Size& size, const Options& options, Report* report) {
  SizeBench(size, options, report).Run();
}

void RunGrowth(const Options& options, Report* report) {
  double first = 0;
  double last = 0;
  for (const uint32_t agents : {10u, 100u, 1000u, 5000u, 20'000u}) {
    const Size size = GrowthSize(agents);
    const Log log = MakeLog(size);
    const Subject subject(log, options.max_events, Load::kPlain);
    double best = 0;
    uint64_t digest = 0;
    for (int i = 0; i < options.repeat; ++i) {
      const Timing t = TimePass(subject, Drive::kBatch, options.effects);
      if (i == 0 || t.seconds < best) best = t.seconds;
      digest = t.digest;
    }
    const auto wrong = CheckPass(subject, Drive::kBatch, options.effects,
                                 std::nullopt, digest);
    if (wrong) return report->Invalid("growth", size.name, *wrong);
    last = best * 1e9 / static_cast<double>(subject.size());
    if (first == 0) first = last;
    report->Add({"growth",
                 fmt::format("{} agents", agents),
                 last,
                 "ns/event",
                 {},
                 fmt::format("hash {:016x}", subject.events.hash)});
  }
  report->Add({"growth",
               "10 to 20,000 agents",
               last / first,
               "times",
               {},
               "ns per event, all agents in one group"});
}

void RunThreads(const Options& options, Report* report) {
  const Log log = MakeLog(*FindSize(options.common));
  const Subject subject(log, options.max_events, Load::kPlain);
  double alone = 0;
  double together = 0;
  for (int i = 0; i < options.repeat; ++i) {
    Timing timings[2];
    const auto run = [&](Timing* timing) {
      *timing = TimePass(subject, Drive::kBatch, options.effects);
    };
    run(&timings[0]);
    alone =
        std::max(alone, MillionsPerSecond(subject.size(), timings[0].seconds));
    std::thread other(run, &timings[1]);
    run(&timings[0]);
    other.join();
    const double rate = MillionsPerSecond(subject.size(), timings[0].seconds) +
                        MillionsPerSecond(subject.size(), timings[1].seconds);
    together = std::max(together, rate);
  }
  report->Add({options.common,
               "two engines",
               together / alone,
               "times",
               {},
               fmt::format("{:.1f} M/s together, {:.1f} M/s one alone",
                           together, alone)});
}

}  // namespace kefu_bench
