#include "src/model/clock.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "src/model/book.h"
#include "src/model/reply_window.h"

namespace kefu {

Instant CountedFrom(const World& world, DeskId desk, Instant from,
                    Duration after, TimerHours counted) {
  const ScheduleId hours = world.rules.desks[desk.value].schedule;
  if (counted == TimerHours::kAlways || !hours || after.off()) {
    return from + after;
  }
  const std::optional<Instant> soon =
      world.hours.AddOpenTime(hours, from, after);
  if (soon) return *soon;
  return world.rules.TimetableOf(hours).AddOpenTime(from, after);
}

namespace {

// Collects the earliest of several deadlines; looked at in the order of
// TimerKind, so that of equal ones the first stays. What is due already when
// it comes into being is due now.
class Earliest {
 public:
  explicit Earliest(Instant now) : now_(now) {}

  void Look(Instant at, TimerKind kind) {
    at = std::max(at, now_);
    if (at < next_.at) next_ = {at, kind};
  }
  const SessionDeadline& next() const { return next_; }

 private:
  Instant now_;
  SessionDeadline next_;
};

Instant CountedFrom(const World& world, const Contact& contact, Instant from,
                    Duration after, TimerHours counted) {
  return CountedFrom(world, DeskId{contact.desk}, from, after, counted);
}

ChainNext Next(const Chain& chain, Duration after, uint32_t done) {
  const ChainStep* const step = NextStep(chain, after, done);
  if (step == nullptr) return {after, true, {}};
  return {{after.ms - step->before.ms}, false, step->texts};
}

ChainNext NextOf(const World& world, const Contact& contact,
                 const SilenceRules& rules) {
  if (rules.chain != kOneWarning) {
    const uint8_t further = world.sessions.More(contact.row).further_warnings;
    return Next(world.rules.chains[rules.chain], rules.after,
                contact.warned ? 1u + further : 0u);
  }
  const Duration warn = contact.warned ? Duration::Off() : rules.WarnAfter();
  if (warn.off()) return {rules.after, true, {}};
  return {warn, false, rules.warning};
}

// X1 with more than one warning, or of which opening hours count.
SessionDeadline LongSilenceDeadline(const World& world, const Contact& contact,
                                    const SilenceRules& rules) {
  const Duration after = NextOf(world, contact, rules).after;
  return {CountedFrom(world, contact, Instant{contact.silent_from}, after,
                      rules.hours),
          TimerKind::kCustomerSilent};
}

// Runs only while the session is served, so it says enough by itself.
KEFU_INLINE SessionDeadline CustomerSilentDeadline(const World& world,
                                                   const Contact& contact) {
  const Instant from{contact.silent_from};
  if (from.never()) return {};
  const SilenceRules rules =
      world.rules.Silence({contact.desk}, {contact.group}, {contact.owner});
  if (world.rules.long_silence) {
    return LongSilenceDeadline(world, contact, rules);
  }
  const Duration warn = contact.warned ? Duration::Off() : rules.WarnAfter();
  return {from + (warn.off() ? rules.after : warn), TimerKind::kCustomerSilent};
}

// X2
void LookAtSilence(const World& world, const Contact& contact,
                   const SessionMore& more, const Place& at, Earliest* next) {
  if (!more.agent_silent) return;
  const Duration after = NextOfAgentSilent(world, contact).after;
  next->Look(CountedFrom(world, contact, Instant{more.silent_from}, after,
                         world.rules.silent_hours(at)),
             TimerKind::kAgentSilent);
}

// X3
void LookAtRobot(const World& world, const Contact& contact, const Place& at,
                 Earliest* next) {
  if (!world.rules.robot_idles) return;
  const Instant from{world.sessions.More(contact.row).robot_from};
  const Duration after = NextOfRobotIdle(world, contact).after;
  next->Look(
      CountedFrom(world, contact, from, after, world.rules.robot_hours(at)),
      TimerKind::kRobotIdle);
}

// What counts for the alarms (X4) of a session.
TimerHours AlarmHours(const World& world, const Place& at) {
  return world.rules.further_hours ? world.rules.alarm_hours(at)
                                   : TimerHours::kAlways;
}

// X4
void LookAtUnanswered(const World& world, const Contact& contact,
                      const SessionMore& more, const Place& at,
                      Earliest* next) {
  if (!more.unanswered || more.response_alarmed) return;
  const RulesetData& rules = world.rules;
  const Instant from{more.unanswered_from};
  const Duration after =
      contact.agent_wrote ? rules.response(at) : rules.first_response(at);
  next->Look(CountedFrom(world, contact, from, after, AlarmHours(world, at)),
             contact.agent_wrote ? TimerKind::kResponseAlarm
                                 : TimerKind::kFirstResponseAlarm);
}

// X5
void LookAtLife(const World& world, const Contact& contact, const Place& at,
                Earliest* next) {
  const RulesetData& rules = world.rules;
  const Instant from{rules.session_life_from(at) == LifeFrom::kStart
                         ? world.sessions[contact.row].opened_at
                         : world.sessions.More(contact.row).customer_last_at};
  const TimerHours hours =
      rules.further_hours ? rules.session_life_hours(at) : TimerHours::kAlways;
  next->Look(CountedFrom(world, contact, from, rules.session_life(at), hours),
             TimerKind::kSessionLife);
}

// A9
void LookAtReaccept(const World& world, const Contact& contact,
                    const SessionMore& more, const Place& at, Earliest* next) {
  if (!world.rules.any_reaccept || contact.lapsed) return;
  Instant from = AcceptedAt(world, contact);
  if (world.rules.reaccept_clock(at) == ReacceptClock::kSinceLastMessage) {
    from = std::max(from, Instant{more.last_message_at});
  }
  next->Look(from + world.rules.reaccept_after(at), TimerKind::kReaccept);
}

void LookAtServing(const World& world, const Contact& contact, Earliest* next) {
  const SessionDeadline silent = CustomerSilentDeadline(world, contact);
  next->Look(silent.at, silent.kind);
  if (!world.rules.serving_timers) return;
  const RulesetData& rules = world.rules;
  const SessionRow& row = world.sessions[contact.row];
  const SessionMore& more = world.sessions.More(contact.row);
  const Place at = PlaceOf(contact);
  LookAtSilence(world, contact, more, at, next);
  LookAtUnanswered(world, contact, more, at, next);
  LookAtLife(world, contact, at, next);
  LookAtReaccept(world, contact, more, at, next);
  if (contact.free_of_cost) return;
  const Instant quiet{std::max(more.last_message_at, row.assigned_at)};
  next->Look(quiet + rules.idle(at), TimerKind::kIdle);
}

// R6, D7, D8: steps that a waiting session takes in its list.
void LookAtLane(const World& world, const Contact& contact,
                const SessionMore& more, Earliest* next) {
  const RulesetData& rules = world.rules;
  if (more.dedicated != 0) {
    const Instant joined{more.joined_at};
    // Who is on leave is not waited for: due at once.
    next->Look(world.hours.OnLeave({more.dedicated})
                   ? joined
                   : joined + rules.desks[contact.desk].dedicated_wait,
               TimerKind::kDedicatedWait);
    return;
  }
  const ListData& list = rules.lists[ListOf(world, contact)];
  if (!list.hands_out) return;
  const Instant joined = FirstJoin(world, contact);
  if (more.tiers >= 1 && more.tiers <= list.tier_opens.size()) {
    next->Look(joined + list.tier_opens[more.tiers - 1u], TimerKind::kTier);
  }
  if (!list.has_kinds) return;
  for (uint64_t left = more.skills; left != 0; left &= left - 1) {
    const auto skill = static_cast<size_t>(std::countr_zero(left));
    next->Look(joined + rules.skills[skill], TimerKind::kTier);
  }
}

void LookAtWaiting(const World& world, const Contact& contact, Earliest* next) {
  if (!world.rules.waiting_timers) return;
  const RulesetData& rules = world.rules;
  const SessionRow& row = world.sessions[contact.row];
  const SessionMore& more = world.sessions.More(contact.row);
  const Place at = PlaceOf(contact);
  // In the order of T2: of two at one instant the first that is looked at.
  if (row.offered) {
    next->Look(Instant{more.offered_at} + rules.offer_within(at),
               TimerKind::kOffer);
  }
  if (rules.lists[ListOf(world, contact)].laned) {
    LookAtLane(world, contact, more, next);
  }
  const Instant since = WaitsSince(world, contact);
  // Of what waits at an all-day desk nobody is told (R13).
  if (!row.alarmed && !rules.desks[contact.desk].all_day) {
    next->Look(CountedFrom(world, contact, since, rules.waiting_alarm(at),
                           AlarmHours(world, at)),
               TimerKind::kWaitingAlarm);
  }
  // What is on offer is not moved on meanwhile.
  if (!more.waited && !row.offered) {
    next->Look(Instant{more.joined_at} + rules.max_wait(at),
               TimerKind::kQueueWait);
  }
  next->Look(since + rules.expires_after(at), TimerKind::kQueueExpiry);
  if (rules.credits_windows && !more.credited) {
    next->Look(CreditFrom(world, contact), TimerKind::kWindowCredit);
  }
  if (!more.form_offered && rules.form(at)) {
    next->Look(since + rules.form_after(at), TimerKind::kForm);
  }
}

}  // namespace

ChainNext NextOfCustomerSilent(const World& world, const Contact& contact) {
  return NextOf(
      world, contact,
      world.rules.Silence({contact.desk}, {contact.group}, {contact.owner}));
}

ChainNext NextOfAgentSilent(const World& world, const Contact& contact) {
  const RulesetData& rules = world.rules;
  const SessionMore& more = world.sessions.More(contact.row);
  const Place at = PlaceOf(contact);
  return Next(rules.chains[rules.reminders(at).value], rules.silent_after(at),
              more.reminded ? 1u + more.further_reminders : 0u);
}

ChainNext NextOfRobotIdle(const World& world, const Contact& contact) {
  const RulesetData& rules = world.rules;
  const Place at = PlaceOf(contact);
  return Next(rules.chains[rules.robot_warnings(at).value],
              rules.robot_after(at),
              world.sessions.More(contact.row).robot_warnings);
}

void CountWarning(World& world, Contact& contact) {
  const bool first = !contact.warned;
  contact.warned = true;
  // What an earlier silence has counted is over.
  if (first && world.sessions.More(contact.row).further_warnings == 0) return;
  uint8_t& further = world.sessions.WriteNear(contact.row).further_warnings;
  further = first ? 0 : static_cast<uint8_t>(further + 1);
}

void CountReminder(World& world, const Contact& contact) {
  SessionNear& more = world.sessions.WriteNear(contact.row);
  if (more.reminded) ++more.further_reminders;
  more.reminded = true;
}

void CountRobotWarning(World& world, const Contact& contact) {
  ++world.sessions.WriteNear(contact.row).robot_warnings;
}

void StartRobotClock(World& world, ContactRow c) {
  SessionMore& more = world.sessions.Write(world.contacts[c].row);
  more.robot_from = world.now.ms;
  more.robot_warnings = 0;
  if (world.rules.robot_idles) ArmIfSooner(world, c);
}

SessionDeadline DeadlineOf(const World& world, const Contact& contact) {
  if (!world.rules.serving_timers && !world.rules.waiting_timers) {
    SessionDeadline only = CustomerSilentDeadline(world, contact);
    only.at = std::max(only.at, world.now);
    return only;
  }
  Earliest next(world.now);
  if (contact.state == SessionState::kServing) {
    LookAtServing(world, contact, &next);
  } else if (contact.state == SessionState::kWaiting) {
    LookAtWaiting(world, contact, &next);
  } else if (contact.session != 0 && world.rules.serving_timers) {
    const Place at = PlaceOf(contact);
    if (contact.state == SessionState::kRobot) {
      LookAtRobot(world, contact, at, &next);
    }
    LookAtLife(world, contact, at, &next);
  }
  return next.next();
}

void ArmIfSooner(World& world, ContactRow c) {
  Contact& contact = world.contacts[c];
  const Instant deadline = DeadlineOf(world, contact).at;
  if (deadline.ms >= contact.armed_for) return;
  contact.armed_for = deadline.ms;
  world.timers.Arm({deadline.ms, contact.session, c}, world.now);
}

void clock::TellOthers(World& world, const Contact& contact,
                       Happening happening) {
  SessionNear& more = world.sessions.Near(contact.row);
  const bool anew = happening == Happening::kNewOwner;
  const bool runs = happening == Happening::kCustomerMessage ||
                    (anew && contact.customer_last);
  // X2 may have done what it can while the alarms (X4) still run.
  if (!runs || anew || !more.agent_silent) {
    more.silent_from = runs ? world.now.ms : 0;
    more.reminded = false;
    more.further_reminders = 0;
  }
  if (!runs || anew || !more.unanswered) {
    more.unanswered_from = runs ? world.now.ms : 0;
    more.response_alarmed = false;
  }
  more.agent_silent = more.unanswered = runs;
}

}  // namespace kefu
