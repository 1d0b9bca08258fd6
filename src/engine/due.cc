#include "src/engine/due.h"

#include <algorithm>

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
    const Instant deadline = DeadlineOf(world, contact).at;
    contact.armed_for = deadline.ms;
    if (deadline.never()) return {};
    return {deadline.ms, contact.session, c};
  }
  KEFU_INLINE void Prefetch(ContactRow c) const { world.contacts.Prefetch(c); }
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
  while (true) {
    wheel.Reserve(1);
    if (!wheel.Next(until.ms, look, entry)) return INT64_MAX;
    const Timers::Entry now = look(entry->contact, entry->at);
    if (now.at == entry->at && now.number == entry->number) return now.at;
    wheel.Drop();
    if (now.number != 0) wheel.Arm(now, look.world.now);
  }
}

int64_t FindSession(World& world, Instant until, Timers::Entry* entry) {
  return FindLive(world.timers, LookAgain{world}, until, entry);
}

void FireSession(World& world, const Timers::Entry& entry) {
  Contact& contact = world.contacts[entry.contact];
  ReserveFor(world, contact);
  const TimerKind kind = DeadlineOf(world, contact).kind;
  world.timers.Drop();
  contact.armed_for = INT64_MAX;
  Begin(world, entry.at, kind);
  FireSession(world, entry.contact, kind);
  Settle(world);
  // Its chains may have further steps.
  if (contact.session != 0) ArmIfSooner(world, entry.contact);
}

// ------------------------------------------------------------------- pages

// What an entry has become: when the row's template goes out, as it is now.
struct LookAtPage {
  World& world;

  static int64_t Due(const World& world, const PageRow& page) {
    if (!page.waits()) return INT64_MAX;
    const ChannelId channel = world.rules.desks[page.desk].channel;
    const ChannelData& data = world.rules.channels[channel.value];
    return std::max(Instant{page.waits_from} + data.page_template_after,
                    world.now)
        .ms;
  }
  Timers::Entry operator()(uint32_t row, int64_t at) const {
    PageRow& page = world.pages.rows[row];
    if (page.armed_for != at) return {};
    page.armed_for = Due(world, page);
    if (page.armed_for == INT64_MAX) return {};
    return {page.armed_for, page.session, row};
  }
  void Prefetch(uint32_t) const {}
};

int64_t FindPage(World& world, Instant until, Timers::Entry* entry) {
  if (!world.rules.any_pages) return INT64_MAX;
  return FindLive(world.pages.wheel, LookAtPage{world}, until, entry);
}

void FirePage(World& world, const Timers::Entry& entry) {
  world.ReserveMessage();
  world.pages.wheel.Drop();
  world.pages.rows[entry.contact].armed_for = INT64_MAX;
  Begin(world, entry.at, TimerKind::kPage);
  windows::EndPage(world, entry.contact);
}

// ----------------------------------------------------------------- ratings

// What an entry has become: when the row's invitation lapses, as it is now.
struct LookAtRating {
  World& world;

  static int64_t Due(const World& world, const RatingRow& row) {
    return row.may_lapse() ? std::max(LapseAt(world, row), world.now).ms
                           : INT64_MAX;
  }
  Timers::Entry operator()(uint32_t i, int64_t at) const {
    RatingRow& row = world.ratings.rows[i];
    if (row.armed_for != at) return {};
    row.armed_for = Due(world, row);
    if (row.armed_for == INT64_MAX) return {};
    return {row.armed_for, row.session, i};
  }
  void Prefetch(uint32_t) const {}
};

int64_t FindRating(World& world, Instant until, Timers::Entry* entry) {
  if (!world.rules.any_ratings) return INT64_MAX;
  return FindLive(world.ratings.wheel, LookAtRating{world}, until, entry);
}

void FireRating(World& world, const Timers::Entry& entry) {
  world.ReserveMessage();
  world.ratings.wheel.Drop();
  world.ratings.rows[entry.contact].armed_for = INT64_MAX;
  Begin(world, entry.at, TimerKind::kRating);
  feedback::Lapse(world, entry.contact);
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
};

int64_t FindCustomer(World& world, Instant until, Timers::Entry* entry) {
  if (!world.forgetting.on()) return INT64_MAX;
  return FindLive(world.forgetting.wheel(), LookAtCustomer{world}, until,
                  entry);
}

void FireCustomer(World& world, const Timers::Entry& entry) {
  world.ReserveMessage();
  world.forgetting.wheel().Drop();
  world.forgetting.Move(entry.contact, INT64_MAX);
  Begin(world, entry.at, TimerKind::kForgetting);
  oblivion::Fire(world, entry.contact);
  Settle(world);
}

// ------------------------------------------------------------------ visits

// What an entry has become: when the visit's next greeting is due.
struct LookAtVisit {
  World& world;

  Timers::Entry operator()(uint32_t row, int64_t at) const {
    VisitRow& visit = world.visits.rows[row];
    if (visit.armed_for != at) return {};
    visit.armed_for = NextOfVisit(world, row).at.ms;
    if (visit.armed_for == INT64_MAX) return {};
    return {visit.armed_for, world.forgetting[visit.customer].first, row};
  }
  void Prefetch(uint32_t) const {}
};

int64_t FindVisit(World& world, Instant until, Timers::Entry* entry) {
  if (!world.rules.any_greetings) return INT64_MAX;
  return FindLive(world.visits.wheel, LookAtVisit{world}, until, entry);
}

// Of what is due to him at this instant the first declared, whichever of his
// visits it is of.
void FireVisit(World& world, const Timers::Entry& entry) {
  world.ReserveMessage();
  world.visits.wheel.Reserve(2);
  const uint32_t customer = world.visits.rows[entry.contact].customer;
  world.visits.wheel.Drop();
  world.visits.rows[entry.contact].armed_for = INT64_MAX;
  Begin(world, entry.at, TimerKind::kGreeting);
  greetings::Fire(world, customer, NextOfVisits(world, customer));
  ArmVisit(world, entry.contact);
}

// Which of two customers' timers comes first (T2): by the order of first
// contact.
bool ComesFirst(const Timers::Entry& a, int64_t at_a, const Timers::Entry& b,
                int64_t at_b) {
  return at_a != at_b ? at_a < at_b : a.number < b.number;
}

}  // namespace

namespace {

// Of two timers of sessions. Of one session its own chains come first, then
// what waits for its customer on his page, then its rating.
bool IsBefore(int64_t a, const Timers::Entry& one, int64_t b,
              const Timers::Entry& other) {
  return a < b || (a == b && one.number <= other.number);
}

}  // namespace

// At one instant: hours, agents, then sessions, then customers.
void FireDue(World& world, Instant until) {
  world.timers_left = true;
  while (world.look_at() <= until.ms) {
    Timers::Entry session, page, rating, customer, visit;
    const int64_t at_agent = FindAgent(world, until);
    const int64_t at_session = FindSession(world, until, &session);
    const int64_t at_page = FindPage(world, until, &page);
    const int64_t at_rating = FindRating(world, until, &rating);
    const int64_t at_customer = FindCustomer(world, until, &customer);
    const int64_t at_visit = FindVisit(world, until, &visit);
    const int64_t first = std::min(
        {at_agent, at_session, at_page, at_rating, at_customer, at_visit});
    const bool session_first = IsBefore(at_session, session, at_page, page) &&
                               IsBefore(at_session, session, at_rating, rating);
    const int64_t at_hours = world.hours.look_at();
    if (at_hours <= std::min(first, until.ms)) {
      // A host may be silent for years.
      if (NobodyIsThere(world)) {
        world.StartHours({std::min(first, until.ms)});
      } else {
        FireHours(world, at_hours);
      }
      continue;
    }
    if (first == INT64_MAX) break;
    if (first == at_agent) {
      FireAgent(world, first);
    } else if (first == at_session && session_first) {
      FireSession(world, session);
    } else if (first == at_page && IsBefore(at_page, page, at_rating, rating)) {
      FirePage(world, page);
    } else if (first == at_rating) {
      FireRating(world, rating);
    } else if (at_visit == first &&
               ComesFirst(visit, at_visit, customer, at_customer)) {
      FireVisit(world, visit);
    } else {
      FireCustomer(world, customer);
    }
  }
  world.timers_left = false;
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
  next =
      std::min(next, world.pages.wheel.Earliest([&](uint32_t row, int64_t at) {
        const PageRow& page = world.pages.rows[row];
        return page.armed_for == at ? LookAtPage::Due(world, page) : INT64_MAX;
      }));
  next =
      std::min(next, world.visits.wheel.Earliest([&](uint32_t row, int64_t at) {
        return world.visits.rows[row].armed_for == at
                   ? NextOfVisit(world, row).at.ms
                   : INT64_MAX;
      }));
  next =
      std::min(next, world.ratings.wheel.Earliest([&](uint32_t i, int64_t at) {
        const RatingRow& row = world.ratings.rows[i];
        return row.armed_for == at ? LookAtRating::Due(world, row) : INT64_MAX;
      }));
  next = std::min(next, world.hours.look_at());
  if (next == INT64_MAX) return std::nullopt;
  return Instant{next};
}

}  // namespace kefu
