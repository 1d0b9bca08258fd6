#include "host.h"

#include <new>
#include <stdexcept>
#include <string>
#include <utility>

namespace recovery {
namespace {

kefu::Engine NewestOrNew(const Snapshots& snapshots,
                         const std::shared_ptr<const kefu::Ruleset>& ruleset) {
  auto engine = snapshots.Newest(ruleset);
  return engine ? std::move(*engine) : kefu::Engine(ruleset);
}

// A refusal for lack of memory (T9) is the one decision that does not follow
// from the events: after a restart the same event may be accepted. So such
// effects must not leave the host.
void CheckMemory(const kefu::Effects& effects) {
  bool lacked = effects.incomplete();
  for (const kefu::EffectRecord& effect : effects) {
    const auto refuse = kefu::As<kefu::Refuse>(effect);
    lacked |= refuse && refuse->reason == kefu::Reason::kOutOfMemory;
  }
  if (lacked) throw std::bad_alloc();
}

}  // namespace

Host::Host(std::shared_ptr<const kefu::Ruleset> ruleset, Disk* disk,
           HostOptions options)
    : options_(options),
      snapshots_(disk),
      journal_(disk),
      outbox_(disk),
      engine_(NewestOrNew(snapshots_, ruleset)),
      last_snapshot_(engine_.Events()) {
  Recover();
}

void Host::Recover() {
  recovered_.snapshot_events = engine_.Events();
  journal_.Replay(&engine_,
                  [this](const kefu::EventBatch& events) { Apply(events); });
  recovered_.log_events = engine_.Events() - recovered_.snapshot_events;
  recovered_.effects_added = outbox_.added();
  recovered_.log_bytes_cut = journal_.bytes_cut();
  // An event is in the log before its effects are in the outbox.
  if (outbox_.last_event() > engine_.Events()) {
    throw std::runtime_error(
        "the outbox has effects of event " +
        std::to_string(outbox_.last_event()) + ", the log ends with event " +
        std::to_string(engine_.Events()) + ": bring the rest of the log back");
  }
  journal_.BeginFile(engine_);
}

void Host::Take(const kefu::EventBatch& events) {
  journal_.Write(events);
  Apply(events);
  if (engine_.Events() - last_snapshot_ >= options_.snapshot_every) {
    TakeSnapshot();
  }
}

void Host::Finish() {
  if (engine_.Events() > last_snapshot_) TakeSnapshot();
}

// The same for events that are new and for those of the log.
void Host::Apply(const kefu::EventBatch& events) {
  effects_.Clear();
  engine_.ApplyBatch(events, &effects_);
  CheckMemory(effects_);
  outbox_.Write(effects_, engine_);
}

// Only when the outbox has all effects so far: nobody will make them again
// once a start begins behind them.
void Host::TakeSnapshot() {
  snapshots_.Take(engine_);
  last_snapshot_ = engine_.Events();
  journal_.BeginFile(engine_);
}

}  // namespace recovery
