#include "kefu/replay.h"

#include <stdexcept>
#include <string>
#include <utility>

#include "src/replay/caller.h"
#include "src/replay/loop.h"

namespace kefu {
namespace {

// Neither other agents nor other times.
bool IsPlain(const ReplayModel& model) {
  return model.who == ReplayWho::kRecordedAgent &&
         model.when == ReplayWhen::kRecordedTimes && !model.service;
}

void Check(const ReplayModel& model) {
  if (model.when == ReplayWhen::kClosedLoop && model.record == nullptr) {
    throw std::invalid_argument(
        "kefu: a closed loop needs the record: see ReadRecordedLog");
  }
}

}  // namespace

struct Replay::Impl {
  Impl(Engine engine, ReplayModel given)
      : caller(std::move(engine)), model(std::move(given)) {}

  void RunPlain(const EventFeed& feed);
  void RunRecordedTimes(const EventFeed& feed);
  void RunClosedLoop(const EventFeed& feed);

  Caller caller;
  ReplayModel model;
  ReplayCounts counts;
};

void Replay::Impl::RunPlain(const EventFeed& feed) {
  EventBatch batch;
  while (feed(&batch)) {
    if (caller.detail == ReplayDetail::kBatches) {
      counts.taken += batch.size();
      counts.applied += batch.size();
      caller.ApplyAll(batch);
    } else {
      for (const EventRecord& event : batch.records()) {
        ++counts.taken;
        ++counts.applied;
        caller.Apply(event, batch.payloads());
      }
    }
    batch.Clear();
  }
}

void Replay::Impl::RunRecordedTimes(const EventFeed& feed) {
  EventBatch batch;
  Loop loop(model, &batch, &caller, &counts);
  while (feed(&batch)) {
    for (const EventRecord& event : batch.records()) {
      loop.Take(event, batch.payloads());
    }
    batch.Clear();
  }
  loop.Finish();
}

// A step may be due before its time in the log: all of it is read first.
void Replay::Impl::RunClosedLoop(const EventFeed& feed) {
  EventBatch log;
  while (feed(&log)) {
  }
  if (log.size() != model.record->events()) {
    throw std::invalid_argument(
        "kefu: the record is of a log of " +
        std::to_string(model.record->events()) + " events, this one has " +
        std::to_string(log.size()) + ": read the record of this log");
  }
  Loop loop(model, &log, &caller, &counts);
  for (const EventRecord& event : log.records()) {
    loop.Take(event, log.payloads());
  }
  loop.Finish();
}

Replay::Replay(std::shared_ptr<const Ruleset> ruleset, ReplayModel model)
    : Replay(Engine(std::move(ruleset)), std::move(model)) {}

Replay::Replay(Engine engine, ReplayModel model) {
  Check(model);
  impl_ = std::make_unique<Impl>(std::move(engine), std::move(model));
}

Replay::~Replay() = default;
Replay::Replay(Replay&&) noexcept = default;
Replay& Replay::operator=(Replay&&) noexcept = default;

void Replay::Watch(ReplayDetail detail, ReplayWatcher watcher) {
  impl_->caller.detail = detail;
  impl_->caller.watcher = std::move(watcher);
}

void Replay::Run(const OpenLog& log) {
  const EventFeed feed = log(&impl_->caller.engine);
  if (IsPlain(impl_->model)) return impl_->RunPlain(feed);
  if (impl_->model.when == ReplayWhen::kRecordedTimes) {
    return impl_->RunRecordedTimes(feed);
  }
  impl_->RunClosedLoop(feed);
}

Engine& Replay::engine() { return impl_->caller.engine; }
const Engine& Replay::engine() const { return impl_->caller.engine; }
const ReplayCounts& Replay::counts() const { return impl_->counts; }

ReplayResult WhatIf(std::shared_ptr<const Ruleset> ruleset, const OpenLog& log,
                    ReplayModel model) {
  Replay replay(std::move(ruleset), std::move(model));
  Outcomes outcomes;
  replay.Watch(ReplayDetail::kBatches,
               [&outcomes](std::span<const EffectRecord> effects,
                           std::span<const Explanation>) {
                 for (const EffectRecord& effect : effects) {
                   outcomes.Add(effect);
                 }
               });
  replay.Run(log);
  outcomes.Finish(replay.engine().Now().value_or(Instant{}));
  return {std::move(replay.engine()), std::move(outcomes), replay.counts()};
}

}  // namespace kefu
