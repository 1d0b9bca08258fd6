// kefu-bench: how fast and how small.
//
// Everything runs in one process on workload W (workload.h; the sizes are in
// README.md) and, but for two engines at once, in one thread. Cases:
//
//   of each size
//     plain      the plain engine: maps, and a scan of the group (always runs)
//     ordered    the same with a std::set for each group
//     batch      kefu: ApplyBatch with the ids of customers
//                  also: "batch / plain", and "allocations" of the last run
//                  after the first tenth of its log
//     calls      kefu: Apply for each event
//     keys       kefu: ApplyBatch; the host has 64-bit keys, looked up block
//                by block inside the clock, new customers included
//     latency    kefu: each call by itself; percentiles, and the worst event
//                by the least of several runs, which leaves the scheduler out
//     c          kefu through kefu.h and libkefu_c.so, a batch and one call
//                for each event, in turn with the same in C++
//     full       kefu: ApplyBatch under the ruleset F, which has more switched
//                on but decides the same; its messages carry texts
//   of all
//     growth     nanoseconds per event from 10 to 20,000 agents in one group
//     threads    two engines in two threads against one
//     memory     bytes by Engine::MemoryBytes, and beside it by malloc: an
//                idle engine, one with 100 sessions, a customer who is
//                remembered, one who has a session
//     start      parse and compile 20,000 agents from JSON, make an engine
//     jsonl      a log in JSON Lines read and applied; and effects written
//     state      of each size, in the middle of its log: snapshot and restore
//                in bytes of the snapshot, a fork into new memory and one into
//                memory that is there already
//     hours      a slot of 2,000 agents ends and one of 2,000 others begins
//     routing    one group with stores, levels, slots and costs, and one with
//                skills, tiers and costs: nanoseconds per event from 10 to
//                20,000 agents; and among 20,000 of them the start of a slot
//                of 2,000, the change of one agent's status, an explanation
//     keywords   10,003 questions of a bank's customers against 10 and 10,000
//                keywords: texts per second, hits
//     binlog     a binary log written, read, and read and applied
//
// The best of --repeat runs counts. A rate of kefu counts only if one more
// run, outside the clock, makes the decisions of the plain engine (by their
// hash; for a whole log it must be the published one), ends in the same state
// as the timed runs and has its invariants in order. Otherwise it is INVALID
// and the exit code is 1.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "bench/cases.h"
#include "bench/measure.h"
#include "bench/report.h"
#include "bench/ruleset_w.h"
#include "bench/subject.h"
#include "bench/workload.h"
#include "kefu/binary_log.h"

namespace kefu_bench {
namespace {

constexpr const char* kCases[] = {
    "plain",  "ordered", "batch",   "calls",   "keys",     "latency",
    "full",   "growth",  "threads", "memory",  "start",    "jsonl",
    "binlog", "state",   "hours",   "routing", "keywords", "c"};

struct Arguments {
  Options options;
  std::vector<std::string> cases;
  std::string json;
  std::string write_log;      // a size
  std::string write_events;   // a size
  std::string print_ruleset;  // a size
  std::string check_ruleset;  // a file
  std::string file = "w.log";
  bool quick = false;
  bool full = false;
  bool cpu_time = false;
};

void Define(Arguments* a, CLI::App* app) {
  Options& o = a->options;
  const CLI::IsMember sizes({"small", "medium", "large", "growth"});
  app->add_option("--sizes", o.sizes, "small, medium, large, growth")
      ->delimiter(',')
      ->check(sizes);
  app->add_option("--cases", a->cases, "only these of the catalogue")
      ->delimiter(',')
      ->check(CLI::IsMember(
          std::vector<std::string>(std::begin(kCases), std::end(kCases))));
  app->add_option("--repeat", o.repeat, "runs of each; the best counts")
      ->check(CLI::Range(1, 100));
  app->add_option("--effects", o.effects, "limit of the list of effects")
      ->check(CLI::Range(1, 1 << 20));
  app->add_flag("--latency", o.by_type, "latencies of each type of event");
  app->add_flag("--quick", a->quick,
                "the small size, 100,000 events, once: does it work?");
  app->add_flag("--cpu-time", a->cpu_time,
                "rates by the thread's CPU time: for a machine that is busy");
  app->add_option("--json", a->json, "write the figures to this file");
  const CLI::IsMember logs({"small", "medium", "large"});
  app->add_option("--write-log", a->write_log,
                  "write the log of a size to --file and stop")
      ->check(logs);
  app->add_option("--write-events", a->write_events,
                  "write the events of kefu that a size stands for to --file, "
                  "as a binary log with the customers' keys, and stop")
      ->check(logs);
  app->add_option("--file", a->file, "for --write-log and --write-events")
      ->capture_default_str();
  app->add_option("--print-ruleset", a->print_ruleset,
                  "print the ruleset of a size and stop")
      ->check(logs);
  app->add_flag("--full", a->full, "with --print-ruleset: the ruleset F");
  app->add_option("--check-ruleset", a->check_ruleset,
                  "check that a file is the ruleset of the small size")
      ->check(CLI::ExistingFile);
}

int Complain(const std::string& error) {
  fmt::print(stderr, "kefu-bench: {}\n", error);
  return 2;
}

int WriteLogFile(const Arguments& a) {
  const auto error = WriteLog(MakeLog(*FindSize(a.write_log)), a.file);
  return error ? Complain(*error) : 0;
}

// What the faces in other languages are measured with (python_bench.py).
int WriteEventsFile(const Arguments& a) {
  const Log log = MakeLog(*FindSize(a.write_events));
  const Subject subject(log, SIZE_MAX, Load::kPlain);
  const Pass pass(subject, Drive::kCalls, a.options.effects);
  kefu::BinaryLogWriter writer(&pass.engine());
  for (const kefu::EventRecord& record : pass.records()) {
    writer.Add(record, pass.payloads());
  }
  std::string bytes;
  writer.Flush(&bytes);
  std::ofstream out(a.file, std::ios::binary);
  out << bytes;
  if (!out.flush()) return Complain(a.file + ": cannot be written");
  return 0;
}

std::string RulesetOf(const std::string& size, bool full) {
  Size s = *FindSize(size);
  s.events = 0;
  return RulesetJson(MakeLog(s).header, full ? Load::kFull : Load::kPlain,
                     Reserve::kYes);
}

int CheckRuleset(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string json(std::istreambuf_iterator<char>(in), {});
  const std::shared_ptr<const kefu::Ruleset> made[] = {
      MustParse(RulesetOf("small", false)),
      MustParse(RulesetOf("small", true))};
  const kefu::RulesetResult shipped = kefu::ParseRuleset(json);
  if (!shipped) {
    return Complain(file + ":" + kefu::ToText(shipped.errors.front()));
  }
  for (const auto& ruleset : made) {
    if (ruleset->config() == shipped.ruleset->config()) return 0;
  }
  Complain(file +
           ": is not the ruleset that the bench uses; write it anew with "
           "--print-ruleset small");
  return 1;
}

// Events per second are judged by what the plain engine does at medium.
void Calibrate(const Options& options, Report* report) {
  Options calibration = options;
  calibration.repeat = std::min(options.repeat, 3);
  const Log log = MakeLog(*FindSize("medium"));
  const double rate = PlainRate(log, calibration);
  report->Calibrate(rate);
  fmt::print(
      "plain engine at medium: {:.2f} M/s; targets in M/s are scaled by {:.2f}"
      "\n\n",
      rate, rate / 3.5);
}

void RunCases(const Options& options, Report* report) {
  for (const std::string& name : options.sizes) {
    if (name == "growth") {
      if (options.Has("growth")) RunGrowth(options, report);
    } else {
      RunSize(*FindSize(name), options, report);
    }
  }
  if (options.Has("threads")) RunThreads(options, report);
  if (options.Has("memory")) RunMemory(options, report);
  if (options.Has("start")) RunStart(options, report);
  if (options.Has("jsonl")) RunJsonLines(options, report);
  if (options.Has("binlog")) RunBinaryLog(options, report);
  if (options.Has("state")) RunState(options, report);
  if (options.Has("hours")) RunHours(options, report);
  if (options.Has("keywords")) RunKeywords(options, report);
  if (options.Has("routing")) RunRouting(options, report);
}

int Bench(const Arguments& a) {
  fmt::print("{}\n{} {}\n", Machine(), Compiler(), Flags());
  if (a.cpu_time) CountCpuTime();
  Report report;
  if (a.quick) report.DoNotJudge();
  if (!a.quick) Calibrate(a.options, &report);
  RunCases(a.options, &report);
  if (!a.json.empty()) {
    std::ofstream out(a.json);
    out << report.Json();
    if (!out.flush()) return Complain(a.json + ": cannot be written");
  }
  return report.valid() ? 0 : 1;
}

int Main(int argc, char** argv) {
  Arguments a;
  CLI::App app("Measures kefu on workload W.", "kefu-bench");
  Define(&a, &app);
  CLI11_PARSE(app, argc, argv);
  a.options.cases.insert(a.cases.begin(), a.cases.end());
  if (a.quick) {
    a.options.repeat = 1;
    a.options.max_events = 100'000;
    a.options.common = "small";
    if (app.count("--sizes") == 0) a.options.sizes = {"small"};
  }
  if (!a.write_log.empty()) return WriteLogFile(a);
  if (!a.write_events.empty()) return WriteEventsFile(a);
  if (!a.check_ruleset.empty()) return CheckRuleset(a.check_ruleset);
  if (!a.print_ruleset.empty()) {
    std::cout << RulesetOf(a.print_ruleset, a.full);
    return 0;
  }
  return Bench(a);
}

}  // namespace
}  // namespace kefu_bench

int main(int argc, char** argv) { return kefu_bench::Main(argc, argv); }
