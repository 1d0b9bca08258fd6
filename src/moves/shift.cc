#include "src/moves/shift.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "src/facts/rights.h"
#include "src/facts/standing.h"
#include "src/model/book.h"
#include "src/moves/step.h"

namespace kefu::shift {
namespace {

// Room for as many sessions as he may be handed at once.
void ReserveFill(World& world, AgentId agent) {
  const uint64_t room = world.agents[agent.value].capacity;
  world.Reserve(std::min(room, world.listed()) + 1);
}

// Whether one of his sessions forbids him to go (A7). One that is to be
// accepted again lapses when he goes offline, and forbids nothing (A9).
bool MustStay(const World& world, AgentId agent, AgentStatus to) {
  for (uint32_t row = world.agents[agent.value].first_session; row != 0;
       row = world.sessions[row].right) {
    const SessionRow& s = world.sessions[row];
    const Place at = PlaceOf(world.contacts[s.contact]);
    const bool lapses =
        to == AgentStatus::kOffline && !world.rules.reaccept_after(at).off();
    if (!StaysHis(s.by) && !lapses &&
        world.rules.offline_sessions(at) == OfflineSessions::kForbid) {
      return true;
    }
  }
  return false;
}

// ------------------------------------------------------------- logging in

// Whether nobody more may log in (A6).
bool SeatsTaken(const World& world) {
  return world.rules.seats != 0 && world.logged_in >= world.rules.seats;
}

// Calls change(row) and counts whether he is logged in then.
template <class F>
void CountingLogin(World& world, AgentId agent, F&& change) {
  AgentRow& row = world.agents[agent.value];
  const bool before = IsLoggedIn(row);
  change(row);
  if (before != IsLoggedIn(row)) world.logged_in += before ? UINT32_MAX : 1;
}

void SetConnected(World& world, AgentId agent, bool connected) {
  CountingLogin(world, agent,
                [&](AgentRow& row) { row.connected = connected; });
  if (!connected) world.logins.Clear(agent);
}

// The desks at which he takes part, ascending.
std::vector<uint16_t> DesksOf(const World& world, AgentId agent) {
  std::vector<uint16_t> desks;
  for (uint32_t d = 1; d < world.rules.desks.size(); ++d) {
    const DeskId desk{static_cast<uint16_t>(d)};
    if (world.rules.Serves(desk) && world.rules.IsParticipant(agent, desk)) {
      desks.push_back(desk.value);
    }
  }
  return desks;
}

std::vector<uint16_t> Sorted(const DeskList& desks) {
  std::vector<uint16_t> sorted;
  for (const DeskId desk : desks) sorted.push_back(desk.value);
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  return sorted;
}

// Whether he may log in to, or out of, these (A14).
Reason CheckDesks(const World& world, AgentId agent, const DeskList& desks) {
  for (const DeskId desk : desks) {
    if (Reason r = CheckDesk(world, desk); r != Reason::kNone) return r;
    if (!world.rules.IsParticipant(agent, desk)) {
      return Reason::kNotParticipant;
    }
  }
  if (desks.empty() || world.rules.chosen_desks) return Reason::kNone;
  return Sorted(desks) == DesksOf(world, agent) ? Reason::kNone
                                                : Reason::kUnifiedSetting;
}

// What he has chosen after logging in to these, too; none: all of his.
std::vector<uint16_t> WithDesks(const World& world, AgentId agent,
                                const DeskList& desks) {
  const auto before = world.logins.Of(agent);
  const bool all = IsLoggedIn(world.agents[agent.value]) && before.empty();
  if (desks.empty() || all) return {};
  std::vector<uint16_t> chosen;
  const std::vector<uint16_t> added = Sorted(desks);
  std::set_union(before.begin(), before.end(), added.begin(), added.end(),
                 std::back_inserter(chosen));
  return chosen == DesksOf(world, agent) ? std::vector<uint16_t>{} : chosen;
}

// And what is left after logging out of these; none: nothing is.
std::vector<uint16_t> WithoutDesks(const World& world, AgentId agent,
                                   const DeskList& desks) {
  const auto chosen = world.logins.Of(agent);
  std::vector<uint16_t> before(chosen.begin(), chosen.end());
  if (before.empty()) before = DesksOf(world, agent);
  const std::vector<uint16_t> gone = Sorted(desks);
  std::vector<uint16_t> left;
  std::set_difference(before.begin(), before.end(), gone.begin(), gone.end(),
                      std::back_inserter(left));
  return left;
}

// ---------------------------------------------------------------- statuses

// A change of status withdraws what is offered to him where he is not logged in
// any more, without a miss (A16).
template <class Keeps>
void TakeBackOffers(World& world, AgentId agent, Reason reason, Keeps&& keeps) {
  std::vector<ContactRow>& offers = world.scratch;
  offers.clear();
  for (uint32_t row = world.agents_more[agent.value].first_offer; row != 0;
       row = world.sessions.More(row).offer_right) {
    const ContactRow c = world.sessions[row].contact;
    if (!keeps(world.contacts[c])) offers.push_back(c);
  }
  std::sort(offers.begin(), offers.end(), [&](ContactRow a, ContactRow b) {
    return world.contacts[a].session < world.contacts[b].session;
  });
  for (const ContactRow c : offers) {
    TakeBackOffer(world, c, reason);
    world.signals.Post(SignalKind::kAskNext).contact = c;
  }
}

bool Goes(AgentStatus from, AgentStatus to) {
  return Serves(from) && !Serves(to);
}

// Room for Change. Each of his sessions is settled once, and may free a place
// elsewhere; each offer goes to somebody else.
void ReserveChange(World& world, AgentId agent, AgentStatus to) {
  const AgentRow& row = world.agents[agent.value];
  const uint32_t offers = world.agents_more[agent.value].offers;
  if (to == AgentStatus::kOnline) {
    ReserveFill(world, agent);
  } else {
    world.ReserveLeave(row.sessions + offers);
  }
}

// His status, and what follows from it. REQUIRES: it is another one; room by
// ReserveChange.
void Change(World& world, AgentId agent, AgentStatus to) {
  AgentRow& row = world.agents[agent.value];
  const AgentStatus from = row.status;
  CountingLogin(world, agent, [&](AgentRow& r) {
    r.status = to;
    // A lost connection that is not waited for any more is no login (A8).
    if (to == AgentStatus::kOffline && r.disconnected) r.connected = false;
  });
  if (!row.connected) world.logins.Clear(agent);
  if (to == AgentStatus::kOffline) EndGrace(world, agent);
  row.filling = to == AgentStatus::kOnline && from == AgentStatus::kOffline &&
                row.auto_accept == AutoAccept::kOnLogin;
  if (to == AgentStatus::kOnline) ComeOnline(world, agent);
  if (!Serves(to)) row.came_online = false;
  SeatAgent(world, agent);
  TakeBackOffers(world, agent, StatusReason(to),
                 [](const Contact&) { return false; });
  const bool logs_out = to == AgentStatus::kOffline && world.rules.any_reaccept;
  if (Goes(from, to) || logs_out) {
    Signal& signal = world.signals.Post(SignalKind::kLeft);
    signal.agent = agent.value;
    signal.has_left = !Goes(from, to);
  }
  if (to == AgentStatus::kOnline) PostFill(world, agent);
}

void ReserveAndChange(World& world, AgentId agent, AgentStatus to) {
  ReserveChange(world, agent, to);
  Change(world, agent, to);
}

// Within the grace: nothing has happened (A7). REQUIRES: room by ReserveFill.
void ComeBack(World& world, AgentId agent) {
  EndGrace(world, agent);
  SeatAgent(world, agent);
  PostFill(world, agent);
}

// He logs out of some desks and stays logged in to these (A14): there he is
// given nothing new, what is offered to him is withdrawn, and his sessions
// lapse where they are to be accepted again (A9); the others stay.
void StayAt(World& world, AgentId agent, std::vector<uint16_t> desks) {
  const AgentRow& row = world.agents[agent.value];
  const uint32_t offers = world.agents_more[agent.value].offers;
  world.ReserveLeave(row.sessions + offers);
  world.Reserve(2 * size_t{row.sessions + offers} + 2 +
                std::min<uint64_t>(row.capacity, world.waiting.total()));
  world.logins.Choose(agent, std::move(desks));
  SeatAgent(world, agent);
  TakeBackOffers(world, agent, Reason::kAgentOffline, [&](const Contact& c) {
    return world.logins.Holds(agent, {c.desk});
  });
  // Their places are free for the other desks.
  if (world.agents_more[agent.value].offers != offers) PostFill(world, agent);
  std::vector<ContactRow>& lapsing = world.scratch;
  lapsing.clear();
  for (uint32_t s = row.first_session; s != 0; s = world.sessions[s].right) {
    const ContactRow c = world.sessions[s].contact;
    const Contact& contact = world.contacts[c];
    if (!world.logins.Holds(agent, {contact.desk}) && !contact.lapsed &&
        !world.rules.reaccept_after(PlaceOf(contact)).off()) {
      lapsing.push_back(c);
    }
  }
  std::sort(lapsing.begin(), lapsing.end(), [&](ContactRow a, ContactRow b) {
    return world.contacts[a].session < world.contacts[b].session;
  });
  for (const ContactRow c : lapsing) LapseSession(world, c);
}

}  // namespace

Reason Connect(World& world, const AgentConnects& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  if (Reason r = CheckDesks(world, event.agent, event.desks);
      r != Reason::kNone) {
    return r;
  }
  if (world.rules.declared_presence) return Reason::kNone;
  const AgentRow& row = world.agents[event.agent.value];
  if (!IsLoggedIn(row) && SeatsTaken(world)) return Reason::kNoSeat;
  std::vector<uint16_t> desks;
  if (world.logins.on()) desks = WithDesks(world, event.agent, event.desks);
  ReserveFill(world, event.agent);
  SetConnected(world, event.agent, true);
  if (world.logins.on()) world.logins.Choose(event.agent, std::move(desks));
  if (row.disconnected) {
    ComeBack(world, event.agent);
  } else if (row.status != AgentStatus::kOnline) {
    Change(world, event.agent, AgentStatus::kOnline);
  } else if (world.logins.on()) {
    SeatAgent(world, event.agent);
    PostFill(world, event.agent);
  }
  return Reason::kNone;
}

Reason Disconnect(World& world, const AgentDisconnects& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  if (Reason r = CheckDesks(world, event.agent, event.desks);
      r != Reason::kNone) {
    return r;
  }
  const AgentRow& row = world.agents[event.agent.value];
  if (world.rules.declared_presence || row.disconnected) return Reason::kNone;
  if (!event.desks.empty() && world.logins.on()) {
    if (!row.connected) return Reason::kNone;
    std::vector<uint16_t> desks = WithoutDesks(world, event.agent, event.desks);
    if (!desks.empty()) {
      StayAt(world, event.agent, std::move(desks));
      return Reason::kNone;
    }
  }
  if (row.status == AgentStatus::kOffline) {
    SetConnected(world, event.agent, false);
  } else if (world.rules.agents[event.agent.value].disconnect_grace.off()) {
    ReserveAndChange(world, event.agent, AgentStatus::kOffline);
    SetConnected(world, event.agent, false);
  } else {
    world.Reserve(1);
    LoseConnection(world, event.agent);
    SeatAgent(world, event.agent);
  }
  return Reason::kNone;
}

Reason SetStatus(World& world, const AgentSetsStatus& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  if (event.by && !world.Knows(event.by)) return Reason::kUnknownAgent;
  if (event.by && event.by != event.agent &&
      !IsPermitted(world, event.by, Right::kManagePresence)) {
    return Reason::kNotPermitted;
  }
  const AgentRow& row = world.agents[event.agent.value];
  const AgentStatus from = row.status;
  // Who says himself that he is online is there, connected or not (A8).
  const bool himself = !event.by || event.by == event.agent;
  if (row.disconnected && himself && event.status == AgentStatus::kOnline) {
    ReserveFill(world, event.agent);
    ComeBack(world, event.agent);
  }
  if (from == event.status) return Reason::kNone;
  if (Goes(from, event.status) && MustStay(world, event.agent, event.status)) {
    return Reason::kOpenSessions;
  }
  if (!IsLoggedIn(row) && SeatsTaken(world)) return Reason::kNoSeat;
  ReserveAndChange(world, event.agent, event.status);
  return Reason::kNone;
}

Reason ChangeSettings(World& world, const AgentChangesSettings& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  AgentRow& row = world.agents[event.agent.value];
  world.Reserve(std::min<uint64_t>(event.capacity.value_or(row.capacity),
                                   world.listed()) +
                1);
  if (event.auto_accept != AutoAccept::kNone) {
    row.auto_accept = event.auto_accept;
  }
  if (event.capacity) row.capacity = static_cast<uint16_t>(*event.capacity);
  SeatAgent(world, event.agent);
  PostFill(world, event.agent);
  return Reason::kNone;
}

void Fire(World& world, AgentId agent, TimerKind kind) {
  if (kind == TimerKind::kGrace) {
    EmitStatus(world, agent, AgentStatus::kOffline, Reason::kConnectionLost);
    return Change(world, agent, AgentStatus::kOffline);
  }
  if (kind == TimerKind::kWrapUp) {
    EndWrapUp(world, agent);
  } else {
    LookAtRamp(world, agent);
  }
  SeatAgent(world, agent);
  PostFill(world, agent);
}

void ReserveFire(World& world, AgentId agent) {
  ReserveChange(world, agent, AgentStatus::kOffline);
  ReserveFill(world, agent);
}

void SettleSuspend(World& world, const Signal& signal) {
  const AgentId agent{signal.agent};
  if (world.agents[agent.value].status != AgentStatus::kOnline) return;
  EmitStatus(world, agent, AgentStatus::kSuspended, Reason::kOffersMissed);
  Change(world, agent, AgentStatus::kSuspended);
}

}  // namespace kefu::shift
