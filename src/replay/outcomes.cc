// What became of each session, and the figures, from the effects alone.

#include <algorithm>
#include <map>
#include <utility>

#include "kefu/replay.h"

namespace kefu {

// Numbers run on, so a session's place follows from its number.
SessionOutcome* Outcomes::Find(uint64_t session) {
  if (sessions_.empty() || session < sessions_.front().session.value) {
    return nullptr;
  }
  const uint64_t place = session - sessions_.front().session.value;
  if (place < sessions_.size() && sessions_[place].session.value == session) {
    return &sessions_[place];
  }
  const auto found =
      std::lower_bound(sessions_.begin(), sessions_.end(), session,
                       [](const SessionOutcome& outcome, uint64_t number) {
                         return outcome.session.value < number;
                       });
  return found != sessions_.end() && found->session.value == session ? &*found
                                                                     : nullptr;
}

void Outcomes::Open(const EffectRecord& effect) {
  if (SessionOutcome* again = Find(effect.session)) {
    again->closed_at = Instant::Never();  // merged: it goes on (S1)
    return;
  }
  SessionOutcome session;
  session.session = SessionNumber{effect.session};
  session.customer = CustomerId{effect.customer};
  session.desk = DeskId{effect.desk};
  session.opened_at = Instant{effect.at};
  sessions_.push_back(session);
}

void Outcomes::Add(const EffectRecord& effect) {
  metrics_.Add(effect);
  const EffectType type = effect.Type();
  if (type == EffectType::kOpenSession) return Open(effect);
  if (type != EffectType::kAssign && type != EffectType::kEnqueue &&
      type != EffectType::kCloseSession) {
    return;
  }
  SessionOutcome* const found = Find(effect.session);
  if (found == nullptr) return;  // opened before the first effect
  SessionOutcome& session = *found;
  const Instant at{effect.at};
  const bool waits = session.assigned_at.never();
  if (type == EffectType::kEnqueue) {
    if (session.joined_at.never()) session.joined_at = at;
    if (waits) session.group = GroupId{effect.group};
  } else if (type == EffectType::kAssign && !waits) {
    ++session.reassigned;
  } else if (type == EffectType::kAssign) {
    session.assigned_at = at;
    session.agent = AgentId{effect.agent};
    session.group = GroupId{effect.group};
    session.by = static_cast<AssignBy>(effect.detail);
    session.waited = at - session.opened_at;
  } else {
    session.closed_at = at;
    session.closed = static_cast<Reason>(effect.reason);
    session.closed_by = static_cast<ClosedBy>(effect.detail);
    if (waits) session.waited = at - session.opened_at;
  }
}

void Outcomes::Finish(Instant end) {
  metrics_.Finish(end);
  NumberSessions();
  for (SessionOutcome& session : sessions_) {
    if (session.assigned_at.never() && session.closed_at.never()) {
      session.waited = end - session.opened_at;
    }
  }
}

void Outcomes::NumberSessions() {
  std::map<std::pair<CustomerId, DeskId>, uint32_t> counts;
  for (SessionOutcome& session : sessions_) {
    session.ordinal = ++counts[{session.customer, session.desk}];
  }
}

ReplayFigures Outcomes::Figures() const {
  ReplayFigures figures;
  figures.sessions = sessions_.size();
  for (const SessionOutcome& session : sessions_) {
    figures.reassigned += session.reassigned;
    if (!session.assigned_at.never()) {
      // Who is enqueued only later was taken at once and came back.
      const bool waited = session.joined_at <= session.assigned_at &&
                          !session.joined_at.never();
      ++(waited ? figures.taken_after_wait : figures.taken_at_once);
    } else {
      ++(session.closed_at.never() ? figures.still_waiting : figures.abandoned);
    }
  }
  figures.refused = metrics_.refused();
  figures.peak_waiting = metrics_.peak_waiting();
  const Waits& waits = metrics_.AllWaits();
  figures.wait_median_ms = waits.Quantile(50);
  figures.wait_90_ms = waits.Quantile(90);
  figures.wait_worst_ms = waits.Worst();
  figures.wait_total_ms = waits.Total();
  return figures;
}

}  // namespace kefu
