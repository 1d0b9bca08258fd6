// T2, T3: which timers are armed, and in what order they fire.

#include <algorithm>
#include <tuple>

#include "tests/oracle/courtesies.h"

namespace kefu::oracle {

std::vector<Timer> Oracle::Timers() const {
  std::vector<Timer> timers;
  for (size_t i = 0; i < watched_.size(); ++i) {
    if (!watched_[i].next) continue;
    timers.push_back({*watched_[i].next, -1, i, TimerKind::kHours});
  }
  AgentTimers(&timers);
  for (const auto& [number, session] : sessions_) {
    SessionTimers(session, &timers);
  }
  PageTimers(&timers);
  CourtesyReferee(const_cast<Oracle&>(*this)).Timers(&timers);
  ratings_.AddTimers(&timers);
  for (const auto& [customer, contacts] : contacts_) {
    if (const auto at = ForgottenAt(customer)) {
      timers.push_back(
          {*at, 2, contacts.first, TimerKind::kForgetting, customer});
    }
  }
  return timers;
}

void Oracle::AgentTimers(std::vector<Timer>* timers) const {
  for (size_t i = 0; i < agents_.size(); ++i) {
    const AgentState& agent = agents_[i];
    if (agent.lost_at) {
      const Duration grace = settings_.Grace(static_cast<int>(i));
      timers->push_back({*agent.lost_at + grace.ms, 0, i, TimerKind::kGrace});
    }
    if (agent.wraps_until) {
      timers->push_back({*agent.wraps_until, 0, i, TimerKind::kWrapUp});
    }
    if (agent.ramped_until) {
      timers->push_back({*agent.ramped_until, 0, i, TimerKind::kRamp});
    }
  }
}

void Oracle::SessionTimers(const S& session, std::vector<Timer>* timers) const {
  if (session.state == SessionState::kServing) {
    ServingTimers(session, timers);
  } else if (session.in_list) {
    WaitingTimers(session, timers);
  } else {
    if (session.state == SessionState::kRobot) {
      if (const auto at = NextOfRobot(session).at) {
        timers->push_back({*at, 1, session.number, TimerKind::kRobotIdle});
      }
    }
    LifeTimer(session, timers);
  }
}

// X5: any session but a waiting one.
void Oracle::LifeTimer(const S& session, std::vector<Timer>* timers) const {
  const Duration life = settings_.SessionLife(session.desk);
  if (life.off()) return;
  const bool from_start =
      settings_.SessionLifeFrom(session.desk) == LifeFrom::kStart;
  const int64_t from = from_start
                           ? session.opened_at
                           : session.customer_at.value_or(session.opened_at);
  const auto at = Counted(session.desk,
                          settings_.SessionLifeHours(session.desk), from, life);
  if (at) timers->push_back({*at, 1, session.number, TimerKind::kSessionLife});
}

void Oracle::WaitingTimers(const S& session, std::vector<Timer>* timers) const {
  const Place place{.group = session.group, .desk = session.desk};
  const auto arm = [&](TimerKind kind, int64_t from, Duration after) {
    if (after.off()) return;
    timers->push_back({from + after.ms, 1, session.number, kind});
  };
  if (session.dedicated >= 0 && OnLeave(session.dedicated)) {
    arm(TimerKind::kDedicatedWait, *now_, {});
  } else if (session.dedicated >= 0) {
    arm(TimerKind::kDedicatedWait, session.joined_at,
        settings_.DedicatedWait(session.desk));
  } else if (HandsOut(ListOf(session))) {
    const std::vector<int64_t> openings =
        TierOpenings(session, ListOf(session));
    const auto next = static_cast<size_t>(session.tiers) - 1;
    if (next < openings.size()) arm(TimerKind::kTier, openings[next], {});
    for (const int skill : session.skills) {
      const auto at = LetGoAt(session, skill);
      if (at) arm(TimerKind::kTier, *at, {});
    }
  }
  if (const auto at = CreditedAt(session); at && !session.credited) {
    arm(TimerKind::kWindowCredit, *at, {});
  }
  // R13: of what waits at an all-day desk nobody is told.
  if (!session.waiting_alarmed && !AllDay(session.desk)) {
    const auto at = Counted(session.desk, settings_.AlarmHours(place),
                            session.waits_since, settings_.WaitingAlarm(place));
    if (at) arm(TimerKind::kWaitingAlarm, *at, {});
  }
  if (session.offer) {
    arm(TimerKind::kOffer, session.offer->at, settings_.OfferWithin(place));
  }
  if (!session.waited_out && !session.offer) {
    arm(TimerKind::kQueueWait, session.joined_at, settings_.MaxWait(place));
  }
  arm(TimerKind::kQueueExpiry, session.waits_since,
      settings_.ExpiresAfter(session.desk));
  if (!session.form_offered && !settings_.Form(place).empty()) {
    arm(TimerKind::kForm, session.waits_since, settings_.FormAfter(place));
  }
}

void Oracle::ServingTimers(const S& session, std::vector<Timer>* timers) const {
  const Place place = PlaceOf(session);
  const auto arm = [&](TimerKind kind, std::optional<int64_t> at) {
    if (at) timers->push_back({*at, 1, session.number, kind});
  };
  const auto arm_after = [&](TimerKind kind, int64_t from, Duration after) {
    if (!after.off()) arm(kind, from + after.ms);
  };
  arm(TimerKind::kCustomerSilent, NextOfCustomer(session).at);
  arm(TimerKind::kAgentSilent, NextOfAgent(session).at);
  if (session.unanswered_since && !session.alarmed) {
    const bool further = session.owner_wrote;
    arm(further ? TimerKind::kResponseAlarm : TimerKind::kFirstResponseAlarm,
        Counted(session.desk, settings_.AlarmHours(place),
                *session.unanswered_since,
                further ? settings_.ResponseAlarm(place)
                        : settings_.FirstResponseAlarm(place)));
  }
  LifeTimer(session, timers);
  if (session.to_reaccept) return;
  int64_t since = session.revived_at.value_or(session.assigned_at);
  if (settings_.ReacceptClockOf(place) == ReacceptClock::kSinceLastMessage) {
    since = std::max(since, session.last_message.value_or(since));
  }
  arm_after(TimerKind::kReaccept, since, settings_.ReacceptAfter(place));
  if (!session.held && !session.idle) {
    const int64_t spoke = session.last_message.value_or(session.assigned_at);
    arm_after(TimerKind::kIdle, std::max(spoke, session.assigned_at),
              settings_.Idle(place));
  }
}

// Every timer due by `until`, each at its own deadline; each settles before
// the next. One that lies in the past counts as now.
void Oracle::FireTimers(int64_t until) {
  const auto key = [&](const Timer& t) {
    return std::tuple(std::max(t.at, at_), t.of, t.who, t.kind);
  };
  while (true) {
    std::optional<Timer> next;
    for (const Timer& timer : Timers()) {
      if (timer.at <= until && (!next || key(timer) < key(*next))) next = timer;
    }
    if (!next) return;
    now_ = at_ = std::max(next->at, at_);
    RefreshUpTo(next->kind == TimerKind::kHours ? at_ - 1 : at_);
    timer_ = next->kind;
    Fire(*next);
    Settle();
    timer_ = TimerKind::kNone;
  }
}

void Oracle::Fire(const Timer& timer) {
  switch (timer.of) {
    case -1:
      HoursChange();
      break;
    case 0:
      FireAgent(static_cast<int>(timer.who), timer.kind);
      break;
    case 1:
      if (timer.kind == TimerKind::kPage) {
        PageEnds(timer.who);
      } else if (timer.kind == TimerKind::kRating) {
        ratings_.Lapses(timer.who);
      } else {
        FireSession(timer.who, timer.kind);
      }
      break;
    default:
      if (timer.kind == TimerKind::kGreeting) {
        return CourtesyReferee(*this).GreetingDue(timer.customer);
      }
      Forget(timer.customer);
  }
}

void Oracle::FireAgent(int agent, TimerKind kind) {
  if (kind == TimerKind::kGrace) {
    GraceEnds(agent);
    return;
  }
  auto& until = kind == TimerKind::kWrapUp ? At(agent).wraps_until
                                           : At(agent).ramped_until;
  until.reset();
  PostFill(agent);
}

void Oracle::FireSession(uint64_t number, TimerKind kind) {
  S& session = sessions_.at(number);
  switch (kind) {
    case TimerKind::kCustomerSilent:
      CustomerIsSilent(session);
      break;
    case TimerKind::kAgentSilent:
      AgentIsSilent(session);
      break;
    case TimerKind::kRobotIdle:
      RobotIsIdle(session);
      break;
    case TimerKind::kDedicatedWait:
      DedicatedWaitEnds(session);
      break;
    case TimerKind::kTier:
      TierOpens(session);
      break;
    case TimerKind::kWindowCredit:
      session.credited = true;
      break;
    case TimerKind::kQueueWait:
      session.waited_out = true;
      Overflow(session, session.group, Reason::kWaitedTooLong, [] {});
      break;
    case TimerKind::kQueueExpiry:
      Close(number, ClosedBy::kRule, Reason::kQueueExpired);
      break;
    case TimerKind::kSessionLife:
      Close(number, ClosedBy::kRule, Reason::kSessionExpired);
      break;
    case TimerKind::kForm:
      Offer(session);
      break;
    case TimerKind::kOffer:
      OfferLapses(session);
      break;
    case TimerKind::kReaccept:
      Lapse(session);
      break;
    case TimerKind::kIdle:
      session.idle = true;
      PostFill(session.owner);
      break;
    default:
      Alarm(session, kind);
  }
}

// X4
void Oracle::Alarm(S& session, TimerKind kind) {
  if (kind == TimerKind::kWaitingAlarm) {
    session.waiting_alarmed = true;
    Notify(session, kNone, NoticeWhat::kWaitingAlarm)->group =
        names_.GroupId(session.group);
    return;
  }
  session.alarmed = true;
  Notify(session, session.owner,
         kind == TimerKind::kResponseAlarm ? NoticeWhat::kResponseAlarm
                                           : NoticeWhat::kFirstResponseAlarm);
}

}  // namespace kefu::oracle
