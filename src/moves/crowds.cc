#include "src/moves/crowds.h"

#include "src/facts/local_time.h"
#include "src/moves/step.h"
#include "src/moves/step_profile.h"

namespace kefu::crowds {
namespace {

// A crowd that may be used and refreshed (V2).
Reason CheckCrowd(const World& world, CrowdId crowd) {
  if (!world.rules.Knows(crowd)) return Reason::kUnknownCrowd;
  return world.rules.crowds[crowd.value].on ? Reason::kNone : Reason::kCrowdOff;
}

void Record(World& world, RecordWhat what, AgentId agent, CrowdId crowd) {
  EffectRecord& effect = world.out.Add(EffectType::kRecord);
  effect.detail = static_cast<uint8_t>(what);
  effect.agent = agent.value;
  effect.value = crowd.value;
}

}  // namespace

Reason Change(World& world, const CustomerChanges& event) {
  uint32_t customer = 0;
  if (Reason r = CheckCustomer(world, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  ToldProfile told;
  if (Reason r = told.Read(world, customer, event); r != Reason::kNone) {
    return r;
  }
  told.Apply(world);
  return Reason::kNone;
}

Reason Refresh(World& world, const CrowdRefreshes& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  if (Reason r = CheckCrowd(world, event.crowd); r != Reason::kNone) return r;
  CrowdState& state = world.crowd_states[event.crowd.value];
  const int64_t today = LocalDay(world.rules, world.now);
  const uint32_t done =
      state.number != 0 && state.day == today ? state.count : 0;
  if (done >= world.rules.refreshes_by_hand) return Reason::kRefreshQuota;
  state = {world.now.ms, ++world.crowd_refreshes, today, done + 1};
  Record(world, RecordWhat::kCrowdRefresh, event.agent, event.crowd);
  return Reason::kNone;
}

Reason Use(World& world, const CrowdUsed& event) {
  if (Reason r = CheckCrowd(world, event.crowd); r != Reason::kNone) return r;
  Record(world, RecordWhat::kCrowdUse, {}, event.crowd);
  return Reason::kNone;
}

}  // namespace kefu::crowds
