// The binary log: events written, read, and read and applied.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/cases.h"
#include "bench/measure.h"
#include "kefu/binary_log.h"

namespace kefu_bench {
namespace {

constexpr size_t kLogEvents = 4'000'000;
constexpr size_t kBlock = 4096;  // events

// Writes the records; `sink` sees the bytes, portion by portion.
template <class Sink>
void WriteEvents(const Pass& pass, const Sink& sink) {
  kefu::BinaryLogWriter writer(&pass.engine());
  std::string portion;
  const auto flush = [&] {
    writer.Flush(&portion);
    sink(portion);
    portion.clear();
  };
  for (const kefu::EventRecord& record : pass.records()) {
    writer.Add(record, pass.payloads());
    if (writer.bytes() >= 1 << 18) flush();
  }
  flush();
}

// Reads a log; `sink` sees the engine and each batch. Returns what is wrong.
template <class Sink>
std::optional<std::string> ReadEvents(std::string_view log,
                                      kefu::Engine* engine, const Sink& sink) {
  kefu::BinaryLogReader reader(engine);
  kefu::EventBatch batch;
  while (!log.empty()) {
    batch.Clear();
    size_t used = 0;
    const auto error = reader.AddBlocks(log, true, kBlock, &batch, &used);
    if (error) return kefu::ToText(*error, "log");
    log.remove_prefix(used);
    sink(batch);
  }
  return std::nullopt;
}

template <class Sink>
std::optional<std::string> Replay(std::string_view log, kefu::Engine* engine,
                                  size_t effects_limit, const Sink& sink) {
  kefu::Effects effects(effects_limit);
  return ReadEvents(log, engine, [&](const kefu::EventBatch& batch) {
    for (size_t done = 0; done < batch.size();) {
      effects.Clear();
      done += engine->ApplyBatch(batch.records().subspan(done),
                                 batch.payloads(), &effects);
      sink(effects.records());
    }
  });
}

std::optional<std::string> CheckReplay(const Subject& subject,
                                       const std::string& text,
                                       const Options& options) {
  kefu::Engine engine(subject.ruleset);
  ConnectAgents(subject.log.header, &engine);
  std::vector<kefu::EffectRecord> all;
  const auto error = Replay(text, &engine, options.effects, [&](auto made) {
    std::copy(made.begin(), made.end(), std::back_inserter(all));
  });
  if (error) return error;
  DecisionHash hash;
  Fold(all, subject.names,
       Customers::Known(subject.log.header.customers, engine), &hash);
  if (hash.value() == subject.events.hash) return std::nullopt;
  return fmt::format("decision hash {:016x}, expected {:016x}", hash.value(),
                     subject.events.hash);
}

// The least seconds of `repeat` calls of run(); prepare() is not timed.
template <class Prepare, class Run>
double Best(int repeat, const Prepare& prepare, const Run& run) {
  double best = 0;
  for (int i = 0; i < repeat; ++i) {
    auto prepared = prepare();
    const double begin = Seconds();
    run(&prepared);
    const double seconds = Seconds() - begin;
    if (i == 0 || seconds < best) best = seconds;
  }
  return best;
}

}  // namespace

void RunBinaryLog(const Options& options, Report* report) {
  const Log log = MakeLog(*FindSize(options.common));
  const Subject subject(log, std::min(kLogEvents, options.max_events),
                        Load::kPlain);
  const Pass pass(subject, Drive::kBatch, 1);
  std::string text;
  WriteEvents(pass, [&](const std::string& portion) { text += portion; });
  const auto wrong = CheckReplay(subject, text, options);
  if (wrong) return report->Invalid(options.common, "binary log", *wrong);

  const auto events = static_cast<double>(subject.size());
  const auto bytes = static_cast<double>(text.size());
  const auto add = [&](const char* name, double seconds) {
    report->Add({options.common,
                 fmt::format("binary log {}", name),
                 events / seconds / 1e6,
                 "M/s",
                 {},
                 fmt::format("{:.2f} GB/s, {:.0f} bytes an event",
                             bytes / seconds / 1e9, bytes / events)});
  };
  const auto nothing = [] { return 0; };
  const auto engine = [&] {
    kefu::Engine fresh(subject.ruleset);
    ConnectAgents(subject.log.header, &fresh);
    return fresh;
  };
  add("write", Best(options.repeat, nothing, [&](int*) {
        WriteEvents(pass, [](const std::string&) {});
      }));
  add("read", Best(options.repeat, engine, [&](kefu::Engine* e) {
        ReadEvents(text, e, [](const kefu::EventBatch&) {});
      }));
  add("read and applied", Best(options.repeat, engine, [&](kefu::Engine* e) {
        Replay(text, e, options.effects, [](auto) {});
      }));
}

}  // namespace kefu_bench
