// What became of each session, and the figures, from the effects alone.

#include "kefu/replay.h"

namespace kefu {

void Outcomes::Open(const EffectRecord& effect) {
  const auto [place, is_new] =
      places_.try_emplace(effect.session, sessions_.size());
  if (!is_new) {  // merged: the same session goes on (S1)
    sessions_[place->second].closed_at = Instant::Never();
    return;
  }
  SessionOutcome session;
  session.session = SessionNumber{effect.session};
  session.customer = CustomerId{effect.customer};
  session.desk = DeskId{effect.desk};
  session.ordinal = ++counts_[{effect.customer, effect.desk}];
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
  const auto found = places_.find(effect.session);
  if (found == places_.end()) return;  // opened before the first effect
  SessionOutcome& session = sessions_[found->second];
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
  for (SessionOutcome& session : sessions_) {
    if (session.assigned_at.never() && session.closed_at.never()) {
      session.waited = end - session.opened_at;
    }
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
