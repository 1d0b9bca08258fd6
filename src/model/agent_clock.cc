#include "src/model/agent_clock.h"

#include <algorithm>

#include "src/model/world.h"

namespace kefu {
namespace {

bool AgentLater(const AgentTimers::Entry& a, const AgentTimers::Entry& b) {
  return a.at != b.at ? a.at > b.at : a.declared > b.declared;
}

}  // namespace

void AgentTimers::Grow(size_t n) {
  heap_.reserve(std::max(heap_.size() + n, heap_.capacity() * 2));
}

void AgentTimers::Arm(const Entry& entry) {
  heap_.push_back(entry);
  std::push_heap(heap_.begin(), heap_.end(), AgentLater);
  look_at_ = heap_.front().at;
  watch_.Lower(look_at_);
}

void AgentTimers::Drop() {
  std::pop_heap(heap_.begin(), heap_.end(), AgentLater);
  heap_.pop_back();
  look_at_ = heap_.empty() ? INT64_MAX : heap_.front().at;
}

// The kinds in the order in which they fire at one instant.
AgentDeadline DeadlineOf(const World& world, AgentId agent) {
  const AgentRow& row = world.agents[agent.value];
  const AgentMore& more = world.agents_more[agent.value];
  AgentDeadline next;
  const auto look = [&](bool runs, Instant at, TimerKind kind) {
    if (runs && at < next.at) next = {at, kind};
  };
  const Duration grace = world.rules.agents[agent.value].disconnect_grace;
  look(row.disconnected, Instant{more.lost_at} + grace, TimerKind::kGrace);
  look(row.wrapping_up, {more.wrap_up_until}, TimerKind::kWrapUp);
  look(row.ramped, {more.free_at}, TimerKind::kRamp);
  return next;
}

void ArmIfSooner(World& world, AgentId agent) {
  AgentMore& more = world.agents_more[agent.value];
  const Instant at = DeadlineOf(world, agent).at;
  if (at.ms >= more.armed_for) return;
  more.armed_for = at.ms;
  world.agent_timers.Arm(
      {at.ms, world.rules.agents[agent.value].declared, agent.value});
}

void LoseConnection(World& world, AgentId agent) {
  world.agents[agent.value].disconnected = true;
  world.agents_more[agent.value].lost_at = world.now.ms;
  ArmIfSooner(world, agent);
}

void EndGrace(World& world, AgentId agent) {
  world.agents[agent.value].disconnected = false;
  world.agents_more[agent.value].lost_at = 0;
}

void StartWrapUp(World& world, AgentId agent, Duration length) {
  AgentRow& row = world.agents[agent.value];
  AgentMore& more = world.agents_more[agent.value];
  const Instant until = world.now + length;
  if (row.wrapping_up && until.ms <= more.wrap_up_until) return;
  row.wrapping_up = true;
  more.wrap_up_until = until.ms;
  ArmIfSooner(world, agent);
}

void EndWrapUp(World& world, AgentId agent) {
  world.agents[agent.value].wrapping_up = false;
  world.agents_more[agent.value].wrap_up_until = 0;
}

void ComeOnline(World& world, AgentId agent) {
  AgentRow& row = world.agents[agent.value];
  AgentMore& more = world.agents_more[agent.value];
  row.idle_since = world.now.ms;
  if (world.rules.counts_online) {
    row.online_number = ++world.last_assignment;
    ++world.online_numbers;
  }
  if (row.came_online) return;
  row.came_online = true;
  more.online_at = world.now.ms;
  row.ramped = false;
  more.ramp_count = more.ramp_next = 0;
  more.free_at = 0;
}

void CountForRamp(World& world, AgentId agent) {
  const RampRules& ramp = world.rules.agents[agent.value].ramp;
  AgentMore& more = world.agents_more[agent.value];
  if (ramp.count == 0 || world.now >= Instant{more.online_at} + ramp.during) {
    return;
  }
  world.Ramp(agent)[more.ramp_next] = world.now.ms;
  more.ramp_next = (more.ramp_next + 1) % ramp.count;
  more.ramp_count = std::min(more.ramp_count + 1, ramp.count);
  LookAtRamp(world, agent);
}

// The ring holds his last `count` assignments: while the oldest of them
// counts he has had his share.
void LookAtRamp(World& world, AgentId agent) {
  const RampRules& ramp = world.rules.agents[agent.value].ramp;
  AgentRow& row = world.agents[agent.value];
  AgentMore& more = world.agents_more[agent.value];
  row.ramped = false;
  more.free_at = 0;
  if (ramp.count == 0 || more.ramp_count < ramp.count) return;
  const Instant oldest{world.Ramp(agent)[more.ramp_next]};
  const Instant over =
      std::min(oldest + ramp.per, Instant{more.online_at} + ramp.during);
  if (world.now >= over) return;
  row.ramped = true;
  more.free_at = over.ms;
  ArmIfSooner(world, agent);
}

}  // namespace kefu
