#include "src/tools/replay_run.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <span>
#include <utility>

#include "kefu/log.h"
#include "kefu/trace.h"
#include "src/tools/replay_durations.h"
#include "src/tools/replay_files.h"
#include "src/tools/replay_log.h"
#include "src/tools/replay_state.h"
#include "src/tools/replay_story.h"

namespace kefu::tools {
namespace {

class Runner {
 public:
  Runner(const ReplayOptions& options, const ReplayModel& model,
         std::shared_ptr<const Ruleset> ruleset);
  // The replay holds on to it.
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  void Run();
  Report Finish();

 private:
  OpenLog Log();
  ReplayDetail Detail() const;
  void Take(std::span<const EffectRecord> effects,
            std::span<const Explanation> explanations);
  void FlushOutputs();

  const ReplayOptions& options_;
  Replay replay_;
  Output effects_out_;
  Output story_out_;
  std::optional<Story> story_;
  std::optional<Reporter> reporter_;
  std::optional<Instant> first_;
  const uint64_t resumed_at_;  // events in the snapshot
};

Engine NewOrResumed(const ReplayOptions& options,
                    std::shared_ptr<const Ruleset> ruleset) {
  if (options.resume.empty()) return Engine(std::move(ruleset));
  return ReadSnapshot(options.resume, std::move(ruleset));
}

Runner::Runner(const ReplayOptions& options, const ReplayModel& model,
               std::shared_ptr<const Ruleset> ruleset)
    : options_(options),
      replay_(NewOrResumed(options, std::move(ruleset)), model),
      effects_out_(options.effects),
      story_out_(options.explain.empty() ? "" : "-"),
      resumed_at_(replay_.engine().Events()) {
  if (!options.explain.empty()) {
    story_.emplace(&replay_.engine(), options.explain,
                   options.chinese ? Language::kChinese : Language::kEnglish);
  }
  if (!options.summary.empty()) {
    reporter_.emplace(&replay_.engine(), options.longest);
  }
  replay_.Watch(Detail(), [this](std::span<const EffectRecord> effects,
                                 std::span<const Explanation> explanations) {
    Take(effects, explanations);
  });
}

OpenLog Runner::Log() {
  const bool counted = !options_.snapshot.empty() || !options_.resume.empty();
  OpenLog log = LogFile(options_.events, options_.progress, counted);
  if (options_.snapshot_every == 0) return log;
  return WithPauses(std::move(log), options_.snapshot_every, [this] {
    // Who goes on from the snapshot finds the effects before it.
    FlushOutputs();
    const Engine& engine = replay_.engine();
    WriteSnapshot(engine, SnapshotName(options_.snapshot, engine.Events()));
  });
}

ReplayDetail Runner::Detail() const {
  if (story_ || options_.longest > 0) return ReplayDetail::kExplained;
  return reporter_ ? ReplayDetail::kCalls : ReplayDetail::kBatches;
}

void Runner::Run() {
  try {
    replay_.Run(Log());
  } catch (const std::bad_alloc&) {
    throw ReplayError("memory ran out");
  } catch (...) {
    FlushOutputs();
    throw;
  }
  FlushOutputs();
  if (!options_.snapshot.empty()) {
    WriteSnapshot(replay_.engine(), options_.snapshot);
  }
}

void Runner::Take(std::span<const EffectRecord> effects,
                  std::span<const Explanation> explanations) {
  if (!first_) first_ = replay_.engine().Now();
  for (const EffectRecord& effect : effects) {
    if (effects_out_.wanted()) {
      AppendJson(effect, replay_.engine(), &effects_out_.text);
    }
    if (reporter_) reporter_->Add(effect, explanations);
  }
  if (story_) story_->Tell(effects, explanations, &story_out_.text);
  effects_out_.FlushIfLarge();
  story_out_.FlushIfLarge();
}

void Runner::FlushOutputs() {
  effects_out_.Flush();
  story_out_.Flush();
}

Report Runner::Finish() {
  Report report;
  const Engine& engine = replay_.engine();
  const Instant first = first_.value_or(Instant{});
  const Instant last = engine.Now().value_or(first);
  if (reporter_) report = reporter_->Finish(first, last);
  report.events = engine.Events() - resumed_at_;
  report.resumed_at = resumed_at_;
  report.digest = engine.Digest();
  if (reporter_ && !options_.compare.empty()) {
    report.result = ReplayResult{std::move(replay_.engine()),
                                 reporter_->TakeOutcomes(), replay_.counts()};
  }
  return report;
}

// "examples/sffd/fcfs.json" -> "fcfs"
std::string BaseName(const std::string& file) {
  const size_t slash = file.rfind('/');
  std::string name = file.substr(slash == file.npos ? 0 : slash + 1);
  const size_t dot = name.rfind('.');
  return dot == name.npos || dot == 0 ? name : name.substr(0, dot);
}

}  // namespace

std::shared_ptr<const Ruleset> LoadRuleset(const std::string& file) {
  const RulesetResult result = ParseRuleset(ReadWhole(file));
  if (result) return result.ruleset;
  std::string all;
  for (const ConfigError& error : result.errors) {
    all += (all.empty() ? "" : "\n") + file + ":" + ToText(error);
  }
  throw ReplayError(all);
}

ReplayModel ModelOf(const ReplayOptions& options,
                    std::shared_ptr<const Ruleset> recorded) {
  ReplayModel model;
  model.who = options.who;
  model.when = options.when;
  if (!options.durations.empty()) {
    const auto durations = std::make_shared<Durations>(options.durations);
    model.service = [durations](const Engine& engine,
                                const EffectRecord& assign) {
      return durations->Of(engine, assign);
    };
  }
  if (options.when == ReplayWhen::kClosedLoop) {
    model.record = ReadRecordedLog(std::move(recorded),
                                   LogFile(options.events, options.progress));
  }
  return model;
}

Report RunReplay(const ReplayOptions& options, const ReplayModel& model,
                 const std::string& ruleset_file,
                 std::shared_ptr<const Ruleset> ruleset) {
  Runner runner(options, model, std::move(ruleset));
  const auto begin = std::chrono::steady_clock::now();
  runner.Run();
  const std::chrono::duration<double> passed =
      std::chrono::steady_clock::now() - begin;
  Report report = runner.Finish();
  report.name = BaseName(ruleset_file);
  report.seconds = passed.count();
  return report;
}

}  // namespace kefu::tools
