// The event log as JSON Lines: text in, engine, and text out.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "bench/cases.h"
#include "bench/measure.h"
#include "kefu/log.h"

namespace kefu_bench {
namespace {

constexpr size_t kLogEvents = 1'000'000;
constexpr size_t kBlock = 4096;  // events

using Made = std::span<const kefu::EffectRecord>;

std::string WriteEvents(const Subject& subject) {
  const Pass pass(subject, Drive::kBatch, 1);
  std::string text;
  for (const kefu::EventRecord& record : pass.records()) {
    kefu::AppendJson(record, pass.payloads(), pass.engine(), &text);
  }
  return text;
}

// A host that gets its events as text.
class Replay {
 public:
  Replay(const Subject& subject, size_t effects_limit)
      : engine_(subject.ruleset), reader_(&engine_), effects_(effects_limit) {
    ConnectAgents(subject.log.header, &engine_);
  }

  // Returns what is wrong with the text.
  template <class Sink>
  std::optional<std::string> Run(std::string_view text, const Sink& sink) {
    while (!text.empty()) {
      batch_.Clear();
      size_t used = 0;
      const auto error = reader_.AddLines(text, true, kBlock, &batch_, &used);
      if (error) return kefu::ToText(*error, "events");
      if (used == 0) return "the reader stopped before the end";
      text.remove_prefix(used);
      Apply(sink);
    }
    return std::nullopt;
  }

  const kefu::Engine& engine() const { return engine_; }

 private:
  template <class Sink>
  void Apply(const Sink& sink) {
    for (size_t done = 0; done < batch_.size();) {
      effects_.Clear();
      done += engine_.ApplyBatch(batch_.records().subspan(done),
                                 batch_.payloads(), &effects_);
      sink(effects_.records());
    }
  }

  kefu::Engine engine_;
  kefu::EventReader reader_;
  kefu::EventBatch batch_;
  kefu::Effects effects_;
};

std::optional<std::string> CheckReplay(const Subject& subject,
                                       const std::string& text,
                                       const Options& options) {
  Replay replay(subject, options.effects);
  std::vector<kefu::EffectRecord> all;
  const auto error = replay.Run(text, [&](Made made) {
    std::copy(made.begin(), made.end(), std::back_inserter(all));
  });
  if (error) return error;
  DecisionHash hash;
  Fold(all, subject.names,
       Customers::Known(subject.log.header.customers, replay.engine()), &hash);
  if (hash.value() == subject.events.hash) return std::nullopt;
  return fmt::format("decision hash {:016x}, expected {:016x}", hash.value(),
                     subject.events.hash);
}

template <class Sink>
double BestSeconds(const Subject& subject, const std::string& text,
                   const Options& options, const Sink& sink) {
  double best = 0;
  for (int i = 0; i < options.repeat; ++i) {
    Replay replay(subject, options.effects);
    const double begin = Seconds();
    replay.Run(text, [&](Made made) { sink(made, replay.engine()); });
    const double seconds = Seconds() - begin;
    if (i == 0 || seconds < best) best = seconds;
  }
  return best;
}

}  // namespace

void RunJsonLines(const Options& options, Report* report) {
  const Log log = MakeLog(*FindSize(options.common));
  const Subject subject(log, std::min(kLogEvents, options.max_events),
                        Load::kPlain);
  const std::string text = WriteEvents(subject);
  const auto wrong = CheckReplay(subject, text, options);
  if (wrong) return report->Invalid(options.common, "json lines", *wrong);
  const auto lines = static_cast<double>(subject.size());
  const double read =
      BestSeconds(subject, text, options, [](Made, const kefu::Engine&) {});
  report->Add({options.common,
               "json lines",
               lines / read / 1e6,
               "M/s",
               {},
               fmt::format("lines of {:.0f} bytes",
                           static_cast<double>(text.size()) / lines)});
  size_t bytes = 0;
  std::string out;
  const double both = BestSeconds(subject, text, options,
                                  [&](Made made, const kefu::Engine& engine) {
                                    out.clear();
                                    for (const auto& effect : made)
                                      kefu::AppendJson(effect, engine, &out);
                                    bytes += out.size();
                                  });
  report->Add(
      {options.common,
       "json lines both ways",
       lines / both / 1e6,
       "M/s",
       {},
       fmt::format("{:.0f} bytes of effects a line",
                   static_cast<double>(bytes) / lines / options.repeat)});
}

}  // namespace kefu_bench
