#include "src/tools/replay_run.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "kefu/log.h"
#include "kefu/trace.h"
#include "src/tools/replay_closed_loop.h"
#include "src/tools/replay_files.h"
#include "src/tools/replay_progress.h"
#include "src/tools/replay_source.h"
#include "src/tools/replay_story.h"

namespace kefu::tools {
namespace {

constexpr size_t kBatch = 4096;  // events

class Runner {
 public:
  Runner(const ReplayOptions& options, std::shared_ptr<const Ruleset> ruleset);
  void Run();
  Report Finish();

 private:
  bool OneByOne() const { return loop_ || story_ || reporter_; }
  bool Explains() const { return story_ || options_.longest > 0; }
  void ApplyBatch();
  void ApplyOneByOne();
  void ApplyOne(const EventRecord& event, std::span<const std::byte> payloads);
  void CloseUntil(Instant until);
  void TakeEffects();

  const ReplayOptions& options_;
  Engine engine_;
  Effects effects_;
  std::vector<Explanation> explanations_;  // of the last call
  EventBatch batch_;
  EventBatch close_;  // one event of the closed loop
  Output effects_out_;
  Output story_out_;
  std::optional<ClosedLoop> loop_;
  std::optional<Story> story_;
  std::optional<Reporter> reporter_;
  std::optional<Instant> first_;
};

Runner::Runner(const ReplayOptions& options,
               std::shared_ptr<const Ruleset> ruleset)
    : options_(options),
      engine_(std::move(ruleset)),
      effects_out_(options.effects),
      story_out_(options.explain.empty() ? "" : "-") {
  if (!options.durations.empty()) loop_.emplace().Read(options.durations);
  if (!options.explain.empty()) {
    story_.emplace(&engine_, options.explain,
                   options.chinese ? Language::kChinese : Language::kEnglish);
  }
  if (!options.summary.empty()) {
    reporter_.emplace(&engine_, options.longest, !options.compare.empty());
  }
}

void Runner::Run() {
  Window window(options_.events);
  LogSource source(&engine_, options_.events);
  Progress progress(options_.progress, window.size());
  size_t used = 0;
  while (window.Move(used)) {
    batch_.Clear();
    const std::optional<std::string> error =
        source.Add(window, kBatch, &batch_, &used);
    OneByOne() ? ApplyOneByOne() : ApplyBatch();
    if (error) {
      effects_out_.Flush();
      story_out_.Flush();
      throw ReplayError(*error);
    }
    progress.Show(window.bytes_read(), engine_.Events());
  }
  CloseUntil(Instant::Never());
  effects_out_.Flush();
  story_out_.Flush();
}

void Runner::ApplyBatch() {
  engine_.ApplyBatch(batch_, &effects_);
  TakeEffects();
}

void Runner::ApplyOneByOne() {
  for (const EventRecord& event : batch_.records()) {
    CloseUntil(Instant{event.at});
    ApplyOne(event, batch_.payloads());
    if (!first_) first_ = engine_.Now();
  }
}

void Runner::ApplyOne(const EventRecord& event,
                      std::span<const std::byte> payloads) {
  if (Explains()) {
    explanations_.clear();
    engine_.ApplyExplained(event, payloads, &effects_, &explanations_);
  } else {
    engine_.Apply(event, payloads, &effects_);
  }
  TakeEffects();
}

// A session that ends when an event comes has ended before it (T14).
void Runner::CloseUntil(Instant until) {
  AgentCloses close;
  while (loop_ && loop_->Next(until, engine_, &close)) {
    close_.Clear();
    close_.Add(close);
    ApplyOne(close_.records()[0], close_.payloads());
  }
}

void Runner::TakeEffects() {
  for (const EffectRecord& effect : effects_) {
    if (effects_out_.wanted()) {
      AppendJson(effect, engine_, &effects_out_.text);
    }
    if (loop_) loop_->Watch(effect, engine_);
    if (reporter_) reporter_->Add(effect, explanations_);
  }
  if (story_) {
    story_->Tell(effects_.records(), explanations_, &story_out_.text);
  }
  if (effects_.incomplete()) throw ReplayError("memory ran out");
  effects_.Clear();
  effects_out_.FlushIfLarge();
  story_out_.FlushIfLarge();
}

Report Runner::Finish() {
  Report report;
  if (reporter_) {
    const Instant first = first_.value_or(Instant{});
    report = reporter_->Finish(first, engine_.Now().value_or(first));
  }
  report.events = engine_.Events();
  report.digest = engine_.Digest();
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

Report Replay(const ReplayOptions& options, const std::string& ruleset_file,
              std::shared_ptr<const Ruleset> ruleset) {
  Runner runner(options, std::move(ruleset));
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
