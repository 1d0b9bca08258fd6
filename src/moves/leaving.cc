#include "src/moves/leaving.h"

#include <algorithm>

#include "src/facts/routing_order.h"
#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"

namespace kefu::leaving {
namespace {

// The whole routing again, with its join time kept (Q10).
void Requeue(World& world, ContactRow c) {
  Contact& contact = world.contacts[c];
  Signal signal;
  signal.kind = SignalKind::kRoute;
  signal.contact = c;
  signal.agent = contact.owner;
  TellClock(world, c, contact, Happening::kStopped);
  Take(world, c);
  world.sessions[contact.row].returned = true;
  world.signals.Post(signal);
}

void Divert(World& world, ContactRow c) {
  if (!world.contacts[c].customer_last) return;
  world.signals.Post(SignalKind::kDivert).contact = c;
}

// A9: who has gone offline must accept his sessions again.
bool Lapses(const World& world, const Contact& contact) {
  return world.rules.any_reaccept &&
         world.agents[contact.owner].status == AgentStatus::kOffline &&
         !world.rules.reaccept_after(PlaceOf(contact)).off();
}

void Follow(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  switch (world.rules.offline_sessions(PlaceOf(contact))) {
    case OfflineSessions::kKeep:
    case OfflineSessions::kForbid:
      break;
    case OfflineSessions::kDivert:
      Divert(world, c);
      break;
    case OfflineSessions::kRequeue:
      Requeue(world, c);
      break;
    case OfflineSessions::kTransfer:
      world.signals.Post(HandTo(c, ListToServe(world, contact),
                                AssignBy::kTransfer, Rung::kOffline,
                                Reason::kTransferred));
      break;
    case OfflineSessions::kClose:
      PostClose(world, c, Reason::kAgentOffline, ClosedBy::kRule);
      break;
  }
}

}  // namespace

void Settle(World& world, const Signal& signal) {
  std::vector<ContactRow>& his = world.scratch;
  his.clear();
  for (uint32_t row = world.agents[signal.agent].first_session; row != 0;
       row = world.sessions[row].right) {
    his.push_back(world.sessions[row].contact);
  }
  std::sort(his.begin(), his.end(), [&](ContactRow a, ContactRow b) {
    return world.contacts[a].session < world.contacts[b].session;
  });
  for (const ContactRow c : his) {
    const Contact& contact = world.contacts[c];
    if (Lapses(world, contact)) {
      if (!contact.lapsed) LapseSession(world, c);
    } else if (!signal.has_left && !StaysHis(world.sessions[contact.row].by)) {
      Follow(world, c);
    }
  }
}

}  // namespace kefu::leaving
