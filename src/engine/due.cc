#include "src/engine/due.h"

#include <algorithm>
#include <tuple>

#include "src/facts/greeting.h"
#include "src/facts/running.h"
#include "src/model/clock.h"
#include "src/moves/conversation.h"
#include "src/moves/feedback.h"
#include "src/moves/greetings.h"
#include "src/moves/hours.h"
#include "src/moves/oblivion.h"
#include "src/moves/offering.h"
#include "src/moves/overflow.h"
#include "src/moves/pool.h"
#include "src/moves/routing.h"
#include "src/moves/shift.h"
#include "src/moves/silence.h"
#include "src/moves/step_visit.h"
#include "src/moves/waiting.h"
#include "src/moves/windows.h"

namespace kefu {
namespace {

// The engine's time is the deadline while its timer fires.
void Begin(World& world, int64_t at, TimerKind kind) {
  world.now = Instant{at};
  world.out.SetCause(world.now, kind);
  ++world.timers_fired;
}

// ------------------------------------------------------------------- hours

// Nobody is logged in and nobody waits: whatever opens or closes, nothing
// follows from it.
bool NobodyIsThere(const World& world) {
  if (world.waiting.total() != 0) return false;
  return std::all_of(world.agents.begin(), world.agents.end(),
                     [](const AgentRow& agent) {
                       return agent.status == AgentStatus::kOffline;
                     });
}

void FireHours(World& world, int64_t at) {
  hours::ReserveFire(world);
  Begin(world, at, TimerKind::kHours);
  world.hours_turn = true;
  hours::Fire(world);
  Settle(world);
  world.hours_turn = false;
}

// ---------------------------------------------------------------- sessions

// What a timers' entry has become: its contact's present deadline.
struct LookAgain {
  World& world;

  Timers::Entry operator()(ContactRow c, int64_t at) const {
    Contact& contact = world.contacts[c];
    if (contact.armed_for != at) return {};
    const SessionDeadline deadline = DeadlineOf(world, contact);
    contact.armed_for = deadline.at.ms;
    if (deadline.at.never()) return {};
    return {deadline.at.ms, contact.session, c, deadline.kind};
  }
  KEFU_INLINE void Prefetch(ContactRow c) const { world.contacts.Prefetch(c); }
  KEFU_INLINE void PrefetchMore(ContactRow c) const {
    // Else its deadline is in the contact alone.
    if (!world.rules.serving_timers && !world.rules.waiting_timers) return;
    PrefetchRows(world.contacts[c]);
  }
  // The session may end.
  KEFU_INLINE void Soon(ContactRow c) const {
    const Contact& contact = world.contacts[c];
    PrefetchRows(contact);
    world.PrefetchAgent({contact.owner});
  }
  KEFU_INLINE void PrefetchRows(const Contact& contact) const {
    world.sessions.Prefetch(contact.row);
    world.PrefetchSides(contact.customer);
  }
};

// What a step that this timer begins may need.
void ReserveFor(World& world, const Contact& contact) {
  if (OfferedTo(world, contact)) offering::ReserveLapse(world, contact);
  // One that has waited too long may have another one evicted (Q3).
  const uint32_t cost = world.rules.evicts ? world.rules.most_cost
                                           : world.sessions[contact.row].cost;
  world.ReserveEnd(cost);
}

void FireSession(World& world, ContactRow c, TimerKind kind) {
  switch (kind) {
    case TimerKind::kQueueWait:
      return overflow::WaitedTooLong(world, c);
    case TimerKind::kQueueExpiry:
      return overflow::Expire(world, c);
    case TimerKind::kDedicatedWait:
      return routing::EndDedicatedWait(world, c);
    case TimerKind::kTier:
      return waiting::OpenTier(world, c);
    case TimerKind::kWindowCredit:
      return waiting::CreditWindow(world, c);
    case TimerKind::kForm:
      return pool::Offer(world, c);
    case TimerKind::kReaccept:
      return conversation::Lapse(world, c);
    case TimerKind::kIdle:
      return conversation::FreePlace(world, c);
    case TimerKind::kOffer:
      return offering::Lapse(world, c);
    default:
      return silence::Fire(world, c, kind);
  }
}

// Puts the live entry of the wheel that is due first by `until` in front; its
// time, or INT64_MAX if there is none.
template <class Look>
int64_t FindLive(Timers& wheel, const Look& look, Instant until,
                 Timers::Entry* entry) {
  while (wheel.look_at() <= until.ms) {
    wheel.Reserve(1);
    if (!wheel.Next(until.ms, look, entry)) break;
    const Timers::Entry now = look(entry->contact, entry->at);
    if (now.at == entry->at && now.number == entry->number) {
      *entry = now;
      return now.at;
    }
    wheel.Drop(look);
    if (now.number != 0) wheel.Arm(now, look.world.now);
  }
  return INT64_MAX;
}

int64_t FindSession(World& world, Instant until, Timers::Entry* entry) {
  return FindLive(world.timers, LookAgain{world}, until, entry);
}

void FireSession(World& world, const Timers::Entry& entry) {
  Contact& contact = world.contacts[entry.contact];
  ReserveFor(world, contact);
  world.PrefetchSeats({contact.owner});
  world.timers.Drop(LookAgain{world});
  contact.armed_for = INT64_MAX;
  Begin(world, entry.at, entry.kind);
  FireSession(world, entry.contact, entry.kind);
  Settle(world);
  // Its chains may have further steps.
  if (contact.session != 0) ArmIfSooner(world, entry.contact);
}

// -------------------------------------------------- rows with a deadline

// When a message that waits for its customer on his page goes out by another
// way (W4).
struct OfPages {
  static auto& In(auto& world) { return world.pages; }
  static int64_t Due(const World& world, uint32_t i) {
    const PageRow& page = world.pages.rows[i];
    if (!page.waits()) return INT64_MAX;
    const ChannelId channel = world.rules.desks[page.desk].channel;
    const ChannelData& data = world.rules.channels[channel.value];
    return std::max(Instant{page.waits_from} + data.page_template_after,
                    world.now)
        .ms;
  }
  static uint64_t Number(const World& world, uint32_t i) {
    return world.pages.rows[i].session;
  }
};

// When an invitation to rate lapses (X3).
struct OfRatings {
  static auto& In(auto& world) { return world.ratings; }
  static int64_t Due(const World& world, uint32_t i) {
    const RatingRow& row = world.ratings.rows[i];
    return row.may_lapse() ? std::max(LapseAt(world, row), world.now).ms
                           : INT64_MAX;
  }
  static uint64_t Number(const World& world, uint32_t i) {
    return world.ratings.rows[i].session;
  }
};

// When the next greeting of a visit is sent (G3).
struct OfVisits {
  static auto& In(auto& world) { return world.visits; }
  static int64_t Due(const World& world, uint32_t i) {
    return NextOfVisit(world, i).at.ms;
  }
  static uint64_t Number(const World& world, uint32_t i) {
    return world.forgetting[world.visits.rows[i].customer].first;
  }
};

// What an entry has become: the row's present deadline.
template <class Of>
struct LookAtRow {
  World& world;

  Timers::Entry operator()(uint32_t i, int64_t at) const {
    int64_t& armed_for = Of::In(world).rows[i].armed_for;
    if (armed_for != at) return {};
    armed_for = Of::Due(world, i);
    if (armed_for == INT64_MAX) return {};
    return {armed_for, Of::Number(world, i), i};
  }
  void Prefetch(uint32_t) const {}
  void PrefetchMore(uint32_t) const {}
  void Soon(uint32_t) const {}
};

template <class Of>
int64_t FindRow(World& world, Instant until, Timers::Entry* entry) {
  return FindLive(Of::In(world).wheel, LookAtRow<Of>{world}, until, entry);
}

template <class Of>
int64_t EarliestRow(const World& world) {
  const auto& all = Of::In(world);
  return all.wheel.Earliest([&](uint32_t i, int64_t at) {
    return all.rows[i].armed_for == at ? Of::Due(world, i) : INT64_MAX;
  });
}

void FirePage(World& world, const Timers::Entry& entry) {
  world.ReserveMessage();
  world.pages.Drop(entry.contact);
  Begin(world, entry.at, TimerKind::kPage);
  windows::EndPage(world, entry.contact);
}

void FireRating(World& world, const Timers::Entry& entry) {
  world.ReserveMessage();
  world.ratings.Drop(entry.contact);
  Begin(world, entry.at, TimerKind::kRating);
  feedback::Lapse(world, entry.contact);
}

// Of what is due to him at this instant the first declared, whichever of his
// visits it is of.
void FireVisit(World& world, const Timers::Entry& entry) {
  world.ReserveMessage();
  world.visits.wheel.Reserve(2);
  const uint32_t customer = world.visits.rows[entry.contact].customer;
  world.visits.Drop(entry.contact);
  Begin(world, entry.at, TimerKind::kGreeting);
  greetings::Fire(world, customer, NextOfVisits(world, customer));
  ArmVisit(world, entry.contact);
}

// ------------------------------------------------------------------ agents

int64_t FindAgent(World& world, Instant until) {
  while (world.agent_timers.look_at() <= until.ms) {
    const AgentTimers::Entry entry = world.agent_timers.front();
    const AgentId agent{entry.agent};
    AgentMore& more = world.agents_more[agent.value];
    if (more.armed_for == entry.at) {
      const Instant at = DeadlineOf(world, agent).at;
      if (at.ms == entry.at) return at.ms;
      world.agent_timers.Reserve(1);
      more.armed_for = INT64_MAX;
      world.agent_timers.Drop();
      ArmIfSooner(world, agent);
    } else {
      world.agent_timers.Drop();
    }
  }
  return INT64_MAX;
}

void FireAgent(World& world, int64_t at) {
  const AgentId agent{world.agent_timers.front().agent};
  const TimerKind kind = DeadlineOf(world, agent).kind;
  shift::ReserveFire(world, agent);
  world.agent_timers.Drop();
  world.agents_more[agent.value].armed_for = INT64_MAX;
  Begin(world, at, kind);
  shift::Fire(world, agent, kind);
  Settle(world);
  ArmIfSooner(world, agent);
}

// --------------------------------------------------------------- customers

// What an entry has become: the time of the customer's forgetting as it is now.
struct LookAtCustomer {
  World& world;

  Timers::Entry operator()(uint32_t row, int64_t at) const {
    const CustomerStamp& stamp = world.forgetting[row];
    if (stamp.armed_for != at) return {};
    const int64_t due = std::max(ForgetAt(world, row).ms, at);
    world.forgetting.Move(row, due);
    if (Instant{due}.never()) return {};
    return {due, stamp.first, row};
  }
  KEFU_INLINE void Prefetch(uint32_t row) const {
    world.contacts.Prefetch(row);
  }
  void PrefetchMore(uint32_t) const {}
  void Soon(uint32_t) const {}
};

int64_t FindCustomer(World& world, Instant until, Timers::Entry* entry) {
  return FindLive(world.forgetting.wheel(), LookAtCustomer{world}, until,
                  entry);
}

void FireCustomer(World& world, const Timers::Entry& entry) {
  world.ReserveMessage();
  world.forgetting.wheel().Drop(LookAtCustomer{world});
  world.forgetting.Move(entry.contact, INT64_MAX);
  Begin(world, entry.at, TimerKind::kForgetting);
  oblivion::Fire(world, entry.contact);
  Settle(world);
}

// ------------------------------------------------------------- which is next

// What a timer is of. Of those that fall on one instant agents' come first,
// then sessions', then customers'; of one session its own chains, then what
// waits for its customer, then its rating; of one customer that he is
// forgotten, then his greetings (T2).
enum class TimerOf : uint8_t {
  kAgent,
  kSession,
  kPage,
  kRating,
  kCustomer,
  kVisit,
};

struct Found {
  TimerOf of = TimerOf::kAgent;
  int64_t at = INT64_MAX;
  Timers::Entry entry;

  // By the order of first contact, or of the sessions.
  auto Order() const {
    const int whose = of == TimerOf::kAgent     ? 0
                      : of < TimerOf::kCustomer ? 1
                                                : 2;
    return std::tuple(at, whose, entry.number, of);
  }
};

Found FindNext(World& world, Instant until) {
  Found next;
  next.at = FindAgent(world, until);
  const auto look = [&](TimerOf of, const Timers& wheel, auto find) {
    if (wheel.look_at() > until.ms) return;
    Found one;
    one.of = of;
    one.at = find(world, until, &one.entry);
    if (one.Order() < next.Order()) next = one;
  };
  look(TimerOf::kSession, world.timers, FindSession);
  look(TimerOf::kPage, world.pages.wheel, FindRow<OfPages>);
  look(TimerOf::kRating, world.ratings.wheel, FindRow<OfRatings>);
  look(TimerOf::kCustomer, world.forgetting.wheel(), FindCustomer);
  look(TimerOf::kVisit, world.visits.wheel, FindRow<OfVisits>);
  return next;
}

void Fire(World& world, const Found& found) {
  switch (found.of) {
    case TimerOf::kAgent:
      return FireAgent(world, found.at);
    case TimerOf::kSession:
      return FireSession(world, found.entry);
    case TimerOf::kPage:
      return FirePage(world, found.entry);
    case TimerOf::kRating:
      return FireRating(world, found.entry);
    case TimerOf::kCustomer:
      return FireCustomer(world, found.entry);
    case TimerOf::kVisit:
      return FireVisit(world, found.entry);
  }
}

}  // namespace

// At one instant what opens and closes comes before all timers.
void FireDue(World& world, Instant until) {
  world.timers_left = true;
  while (world.FirstLook() <= until.ms) {
    const Found next = FindNext(world, until);
    const int64_t at_hours = world.hours.look_at();
    const int64_t first = std::min(next.at, until.ms);
    if (at_hours <= first) {
      // A host may be silent for years.
      if (NobodyIsThere(world)) {
        world.StartHours({first});
      } else {
        FireHours(world, at_hours);
      }
      continue;
    }
    if (next.at == INT64_MAX) break;
    Fire(world, next);
  }
  world.timers_left = false;
  world.watch.Set(world.FirstLook());
}

std::optional<Instant> NextDue(const World& world) {
  int64_t next = world.timers.Earliest([&world](ContactRow c, int64_t at) {
    const Contact& contact = world.contacts[c];
    return contact.armed_for == at ? DeadlineOf(world, contact).at.ms
                                   : INT64_MAX;
  });
  const auto of_agent = [&world](uint32_t agent, int64_t at) {
    return world.agents_more[agent].armed_for == at
               ? DeadlineOf(world, AgentId{agent}).at.ms
               : INT64_MAX;
  };
  next = std::min(next, world.agent_timers.Earliest(of_agent));
  if (world.forgetting.on()) {
    const auto of_customer = [&world](uint32_t row, int64_t at) {
      return world.forgetting[row].armed_for == at
                 ? std::max(ForgetAt(world, row).ms, at)
                 : INT64_MAX;
    };
    next = std::min(next, world.forgetting.wheel().Earliest(of_customer));
  }
  next = std::min({next, EarliestRow<OfPages>(world),
                   EarliestRow<OfRatings>(world), EarliestRow<OfVisits>(world),
                   world.hours.look_at()});
  if (next == INT64_MAX) return std::nullopt;
  return Instant{next};
}

}  // namespace kefu
