#include "kefu/metrics.h"

#include <algorithm>
#include <cstddef>

namespace kefu {
namespace {

// Counts the time since the last change of an agent's number of sessions.
template <class Load>
void Advance(Instant at, Load* load) {
  const int64_t passed = (at - load->since).ms;
  if (load->now > 0) load->busy_ms += passed;
  load->session_ms += passed * load->now;
  load->since = at;
}

WaitRecord Opened(const EffectRecord& open) {
  WaitRecord record;
  record.session = SessionNumber{open.session};
  record.customer = CustomerId{open.customer};
  record.desk = DeskId{open.desk};
  record.opened_at = Instant{open.at};
  return record;
}

void Join(const EffectRecord& enqueue, WaitRecord* record) {
  record->group = GroupId{enqueue.group};
  record->position = enqueue.value;
  record->reason = static_cast<Reason>(enqueue.reason);
}

// The first assignment, or a close without one.
void EndWait(const EffectRecord& effect, WaitRecord* record) {
  record->wait_ms = effect.at - record->opened_at.ms;
  if (effect.Type() == EffectType::kAssign) {
    record->group = GroupId{effect.group};
    record->by = static_cast<AssignBy>(effect.detail);
    record->ended = Reason::kAssigned;
  } else {
    record->ended = static_cast<Reason>(effect.reason);
  }
}

}  // namespace

int64_t Waits::Quantile(int percent) const {
  if (values_.empty()) return 0;
  if (!sorted_) {
    std::sort(values_.begin(), values_.end());
    sorted_ = true;
  }
  const auto p = static_cast<size_t>(std::clamp(percent, 0, 100));
  const size_t rank = (values_.size() * p + 99) / 100;
  return values_[std::max<size_t>(rank, 1) - 1];
}

int64_t Waits::Total() const {
  int64_t total = 0;
  for (const int64_t wait_ms : values_) total += wait_ms;
  return total;
}

size_t Waits::AtMost(int64_t wait_ms) const {
  return static_cast<size_t>(
      std::count_if(values_.begin(), values_.end(),
                    [wait_ms](int64_t value) { return value <= wait_ms; }));
}

void Metrics::Begin(AgentId agent, Instant at) {
  Load& load = loads_[agent];
  load.agent = agent;
  Advance(at, &load);
  ++load.sessions;
  ++load.now;
  load.peak = std::max(load.peak, load.now);
}

void Metrics::End(AgentId agent, Instant at) {
  if (!agent) return;
  Load& load = loads_[agent];
  Advance(at, &load);
  --load.now;
}

void Metrics::Add(const EffectRecord& effect) {
  const EffectType type = effect.Type();
  const Instant at{effect.at};
  switch (type) {
    case EffectType::kOpenSession:
      open_.insert_or_assign(effect.session, Running{Opened(effect)});
      if (effect.session > last_opened_) {
        ++opened_;
        last_opened_ = effect.session;
      } else {
        // It goes on after a close, and its wait has ended already (S1).
        open_[effect.session].ended = Reason::kAssigned;
      }
      return;
    case EffectType::kRefuse:
      ++refused_;
      return;
    case EffectType::kDequeue:
      if (waiting_ > 0) --waiting_;
      return;
    case EffectType::kEnqueue:
      peak_waiting_ = std::max(peak_waiting_, ++waiting_);
      break;
    case EffectType::kAssign:
    case EffectType::kCloseSession:
    case EffectType::kPool:
    case EffectType::kAskRobot:
      break;
    default:  // says nothing about waiting or load
      return;
  }
  const auto found = open_.find(effect.session);
  if (found == open_.end()) return;
  // Of a session that came back from an agent only the load is of interest:
  // its first wait has ended.
  Running& record = found->second;
  const bool first = record.ended != Reason::kAssigned;
  End(record.agent, at);
  record.agent = AgentId{};
  const bool robots = record.with_robot;
  record.with_robot = type == EffectType::kAskRobot;
  if (type == EffectType::kEnqueue) {
    if (first) Join(effect, &record);
    return;
  }
  if (type == EffectType::kPool || type == EffectType::kAskRobot) return;
  if (type == EffectType::kAssign) {
    record.agent = AgentId{effect.agent};
    Begin(record.agent, at);
  }
  // Whom the robot had to the end did not wait for anybody (R7).
  if (first && !(robots && type == EffectType::kCloseSession)) {
    EndWait(effect, &record);
    ended_.push_back(record);
    if (type == EffectType::kAssign) {
      ++assigned_;
      ++by_way_[record.by];
      ++by_group_[record.group];
      waits_.Add(record.wait_ms);
    } else {
      ++abandoned_;
    }
  }
  if (type == EffectType::kCloseSession) open_.erase(found);
}

void Metrics::Finish(Instant end) {
  for (auto& [agent, load] : loads_) Advance(end, &load);
}

std::vector<AgentLoad> Metrics::Loads() const {
  std::vector<AgentLoad> loads;
  loads.reserve(loads_.size());
  for (const auto& [agent, load] : loads_) loads.push_back(load);
  return loads;
}

}  // namespace kefu
