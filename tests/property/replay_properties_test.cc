// What must hold of replays for every ruleset and every log. Each failure
// prints its seed: KEFU_SEED=<seed> KEFU_WORLDS=0 runs that world alone.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "kefu/replay.h"
#include "tests/property/story.h"

namespace kefu::property {
namespace {

// The steps as a log, for any engine of the world's names.
OpenLog LogOf(const Story& story) {
  return [&story](Engine* engine) -> EventFeed {
    Cast cast = LookUp(story.world, engine->ruleset());
    LookUpCustomers(story.world, {}, engine, &cast);
    return [&story, cast, at = size_t{0}](EventBatch* batch) mutable {
      const size_t before = batch->size();
      for (; at < story.steps.size() && batch->size() < before + 7; ++at) {
        Add(story.steps[at], cast, batch);
      }
      return batch->size() > before;
    };
  };
}

struct Told {
  std::vector<EffectRecord> effects;
  uint64_t digest = 0;
  ReplayCounts counts;
};

// One replay and all its effects, as they are in its engine.
Told Run(std::shared_ptr<const Ruleset> ruleset, const OpenLog& log,
         ReplayModel model, ReplayDetail detail = ReplayDetail::kBatches) {
  Told told;
  Replay replay(std::move(ruleset), std::move(model));
  replay.Watch(detail, [&](std::span<const EffectRecord> effects,
                           std::span<const Explanation>) {
    told.effects.insert(told.effects.end(), effects.begin(), effects.end());
  });
  replay.Run(log);
  told.digest = replay.engine().Digest();
  told.counts = replay.counts();
  return told;
}

// The log fed to an engine by hand.
Told Feed(const Story& story) {
  Engine engine(story.ruleset);
  Cast cast = LookUp(story.world, *story.ruleset);
  LookUpCustomers(story.world, {}, &engine, &cast);
  EventBatch batch;
  Effects effects;
  for (const Step& step : story.steps) {
    batch.Clear();
    Add(step, cast, &batch);
    engine.Apply(batch.records()[0], batch.payloads(), &effects);
  }
  return {{effects.begin(), effects.end()}, engine.Digest(), {}};
}

TEST_CASE("recorded agent, recorded times: the log fed by hand, to the bit") {
  ForEachStory(900, {}, {}, [](const Story& story) -> std::string {
    const Told fed = Feed(story);
    for (const ReplayDetail detail :
         {ReplayDetail::kBatches, ReplayDetail::kCalls,
          ReplayDetail::kExplained}) {
      const Told replayed = Run(story.ruleset, LogOf(story), {}, detail);
      const std::string d = Compare(fed.effects, replayed.effects);
      if (!d.empty()) return story.Failure(d);
      if (fed.digest != replayed.digest) return story.Failure("digest\n");
      if (replayed.counts.applied != story.steps.size()) {
        return story.Failure("counts\n");
      }
    }
    return "";
  });
}

// Leaves only those steps that the engine does not refuse. Left out as well:
// seq and id, leaving the waiting list after one has been served, and claims,
// which happen when a third person wants it, not so long after the assignment.
class Cleaner {
 public:
  explicit Cleaner(const Story& story)
      : engine_(story.ruleset), cast_(LookUp(story.world, *story.ruleset)) {
    LookUpCustomers(story.world, {}, &engine_, &cast_);
  }

  std::vector<Step> Clean(const std::vector<Step>& steps) {
    std::vector<Step> kept;
    for (Step step : steps) {
      step.seq.reset();
      step.id.clear();
      if (Keeps(step)) kept.push_back(step);
    }
    return kept;
  }

 private:
  bool Keeps(const Step& step) {
    batch_.Clear();
    Add(step, cast_, &batch_);
    const EventRecord& record = batch_.records()[0];
    if (step.type == EventType::kAgentClaims) return false;
    PassTime(record.at);
    const bool ends = step.type == EventType::kAgentDiscards ||
                      step.type == EventType::kCustomerLeaves;
    const SessionInfo session =
        engine_.Session(CustomerId{record.customer}, DeskId{record.desk});
    if (ends && served_.count(session.number.value) > 0) return false;
    return !IsRefused(record, batch_.payloads());
  }

  // Timers that are due before a step may assign whom it is about (T2).
  void PassTime(int64_t at) {
    const auto deadline = engine_.NextDeadline();
    if (!deadline || deadline->ms > at) return;
    EventBatch batch;
    batch.Add(TimePasses{.at = Instant{at}});
    IsRefused(batch.records()[0], batch.payloads());
  }

  bool IsRefused(const EventRecord& record,
                 std::span<const std::byte> payloads) {
    effects_.Clear();
    engine_.Apply(record, payloads, &effects_);
    bool refused = false;
    for (const EffectRecord& effect : effects_) {
      refused |= effect.Type() == EffectType::kRefuse;
      if (effect.Type() == EffectType::kAssign) served_.insert(effect.session);
    }
    return refused;
  }

  Engine engine_;
  Cast cast_;
  EventBatch batch_;
  Effects effects_;
  std::set<uint64_t> served_;
};

// Sessions that pass through a state which the closed loop does not tell from
// an assignment (docs/replay.md, "What to know"): offers, the robot and the
// pool, lapses, merges, reopening. There its times are near those of the
// record, not the same.
bool IsBeyondTheLoop(const EffectRecord& e) {
  const auto is = [&e](auto detail) {
    return e.detail == static_cast<uint8_t>(detail);
  };
  switch (e.Type()) {
    case EffectType::kOffer:
    case EffectType::kPool:
    case EffectType::kAskRobot:
      return true;
    case EffectType::kChangeSession:
      return is(SessionChange::kLapsed);
    case EffectType::kAssign:
      return is(AssignBy::kMerge) || is(AssignBy::kProxy) ||
             is(AssignBy::kReopen);
    default:
      return false;
  }
}

// How many steps there are before the first that leads beyond the loop.
size_t StepsWithinTheLoop(const Told& told, size_t steps) {
  size_t within = steps;
  // Neither anybody's nor in a list after its opening: the robot's.
  std::map<uint64_t, uint64_t> unplaced;  // session: the event of its opening
  for (const EffectRecord& e : told.effects) {
    if (IsBeyondTheLoop(e)) within = std::min<size_t>(within, e.event - 1);
    if (e.Type() == EffectType::kOpenSession) unplaced[e.session] = e.event;
    if (e.Type() == EffectType::kAssign || e.Type() == EffectType::kEnqueue) {
      unplaced.erase(e.session);
    }
  }
  for (const auto& [session, event] : unplaced) {
    within = std::min<size_t>(within, event - 1);
  }
  return within;
}

// What is wrong with the closed loop of the story under its own ruleset. `fed`
// gets the effects of the log itself, if they were compared with any.
std::string UnderItsOwnRules(Story story, std::vector<EffectRecord>* fed) {
  // A batch that is refused in part has done the rest: so look again.
  for (size_t before = 0; before != story.steps.size();) {
    before = story.steps.size();
    story.steps = Cleaner(story).Clean(story.steps);
  }
  const size_t within = StepsWithinTheLoop(Feed(story), story.steps.size());
  if (within == 0) return "";
  story.steps.resize(within);
  const Told told = Feed(story);
  *fed = told.effects;
  ReplayModel model;
  model.when = ReplayWhen::kClosedLoop;
  model.record = ReadRecordedLog(story.ruleset, LogOf(story));
  const ReplayModel whoever{.who = ReplayWho::kWhoeverServes};
  const std::string other =
      Compare(Unnumbered(told.effects),
              Unnumbered(Run(story.ruleset, LogOf(story), whoever).effects));
  if (!other.empty()) return story.Failure(other);
  for (const ReplayWho who :
       {ReplayWho::kRecordedAgent, ReplayWho::kWhoeverServes}) {
    model.who = who;
    const Told looped = Run(story.ruleset, LogOf(story), model);
    const std::string d =
        Compare(Unnumbered(told.effects), Unnumbered(looped.effects));
    if (!d.empty()) return story.Failure(d);
    if (looped.counts.left_out != 0 || looped.counts.added != 0) {
      return story.Failure("something was left out, or added\n");
    }
    if (told.digest != looped.digest) return story.Failure("digest\n");
  }
  return "";
}

TEST_CASE("closed loop under the ruleset of the record: the log itself") {
  uint64_t closes = 0, requeued = 0, compared = 0;
  const uint64_t worlds = ForEachStory(900, kCareful, {}, [&](Story story) {
    std::vector<EffectRecord> fed;
    const std::string wrong = UnderItsOwnRules(std::move(story), &fed);
    compared += fed.size() >= 20;
    for (const EffectRecord& effect : fed) {
      closes += effect.Type() == EffectType::kCloseSession;
      requeued += effect.Type() == EffectType::kEnqueue &&
                  effect.reason == static_cast<uint16_t>(Reason::kRequeued);
    }
    return wrong;
  });
  if (worlds < kEnoughWorlds) return;
  // Not true of nothing.
  CHECK(compared >= worlds / 5);
  CHECK(closes > 0);
  CHECK(requeued > 0);
}

// The world with other numbers in its ruleset, the names kept.
std::shared_ptr<const Ruleset> OtherRules(World world) {
  Random random(world.seed ^ 0xe3);
  for (AgentConfig& agent : world.config.agents) {
    agent.capacity = random.Between(1, 4);
    agent.hard_maximum.reset();
  }
  world.config.routing.session_starts =
      random.Pick(std::vector{SessionStarts::kMessage, SessionStarts::kEnter,
                              SessionStarts::kEnterOrMessage});
  world.config.offline.offline_sessions = random.Pick(
      std::vector{OfflineSessions::kKeep, OfflineSessions::kRequeue});
  world.config.timers.customer_silent.after =
      random.Chance(50) ? Duration::Off() : Duration::Seconds(40);
  world.config.timers.customer_silent.warn_before = Duration::Off();
  world.config.timers.customer_silent.warnings.reset();
  return Compile(world.config).ruleset;
}

// What is wrong with the closed loop of the story under other rules, if they
// are rules; `sum` gets its counts.
std::string UnderOtherRules(const Story& story, ReplayCounts* sum) {
  const auto other = OtherRules(story.world);
  if (other == nullptr) return "";
  ReplayModel model;
  model.when = ReplayWhen::kClosedLoop;
  model.who = ReplayWho::kWhoeverServes;
  model.record = ReadRecordedLog(story.ruleset, LogOf(story));
  Replay replay(other, model);
  Outcomes outcomes;
  std::string wrong;
  int64_t last = INT64_MIN;
  replay.Watch(ReplayDetail::kCalls, [&](std::span<const EffectRecord> list,
                                         std::span<const Explanation>) {
    if (!replay.engine().CheckInvariants().empty()) wrong = "invariant\n";
    for (const EffectRecord& effect : list) {
      outcomes.Add(effect);
      if (effect.at < last) wrong = "time went back\n";
      last = effect.at;
      if (effect.Type() == EffectType::kRefuse &&
          effect.reason == static_cast<uint16_t>(Reason::kTimeWentBack)) {
        wrong = "refused for its time\n";
      }
    }
  });
  replay.Run(LogOf(story));
  const ReplayCounts counts = replay.counts();
  sum->taken += counts.taken;
  sum->added += counts.added;
  sum->left_out += counts.left_out;
  if (counts.taken != story.steps.size() ||
      counts.applied + counts.left_out != counts.taken) {
    return story.Failure("counts\n");
  }
  if (!wrong.empty()) return story.Failure(wrong);
  const Told again = Run(other, LogOf(story), model);
  if (again.digest != replay.engine().Digest()) {
    return story.Failure("not the same again\n");
  }
  return "";
}

TEST_CASE(
    "closed loop under other rules: in order, whole, and the same again") {
  ReplayCounts sum;
  const uint64_t worlds = ForEachStory(900, {}, {}, [&](const Story& story) {
    return UnderOtherRules(story, &sum);
  });
  if (worlds < kEnoughWorlds) return;
  CHECK(sum.taken > 0);
  CHECK(sum.added > 0);
  CHECK(sum.left_out > 0);
}

// Worlds in which something was wrong once.
TEST_CASE("closed loop under other rules: known seeds") {
  for (const uint64_t seed : {
           425569,  // overflow while a step was held: it was due in the past
       }) {
    ReplayCounts sum;
    const Story story = MakeStory(seed, 300, {}, {});
    const std::string wrong = UnderOtherRules(story, &sum);
    CHECK_MESSAGE(wrong.empty(), wrong);
    CHECK(sum.taken > 0);
  }
}

TEST_CASE("closed loop under the ruleset of the record: known seeds") {
  for (const uint64_t seed : {
           603476,  // assigned by a timer of the call in which he left
       }) {
    std::vector<EffectRecord> fed;
    const std::string wrong =
        UnderItsOwnRules(MakeStory(seed, 300, kCareful, {}), &fed);
    CHECK_MESSAGE(wrong.empty(), wrong);
    CHECK(!fed.empty());
  }
}

}  // namespace
}  // namespace kefu::property
