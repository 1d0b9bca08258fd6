#include "src/moves/waiting.h"

#include "src/facts/standing.h"
#include "src/model/book.h"
#include "src/moves/step.h"

namespace kefu::waiting {
namespace {

// The head of the agent's lists that can be handed out now.
struct Head {
  uint32_t row = 0;
  ListId list = 0;
  uint8_t klass = 0;
};

Head FirstToHandOut(const World& world, AgentId agent) {
  Head best;
  for (const uint32_t m : world.MembersOf(agent)) {
    const ListId list = world.rules.members[m].list;
    const auto classes = static_cast<uint8_t>(world.waiting.Classes(list));
    for (uint8_t k = 0; k < classes; ++k) {
      const uint32_t row = world.waiting.First(list, k);
      if (row == 0 || world.roster.Available(list, k) == 0) continue;
      if (best.row == 0 || world.waiting.Before(row, best.row)) {
        best = {row, list, k};
      }
    }
  }
  return best;
}

Signal HandOut(const World& world, const Head& head) {
  Signal s;
  s.kind = SignalKind::kAssign;
  s.by = AssignBy::kQueue;
  s.by_distribution = true;
  s.contact = world.sessions[head.row].contact;
  s.list = head.list;
  s.member = world.roster.Choose(head.list, head.klass);
  s.agent = world.rules.members[s.member].agent;
  s.decision = {Rung::kQueue,
                Reason::kNone,
                world.rules.lists[head.list].group.value,
                {s.agent},
                world.roster.Available(head.list, head.klass)};
  return s;
}

}  // namespace

void SettleWait(World& world, const Signal& signal) {
  Contact& contact = world.contacts[signal.contact];
  Join(world, signal.contact, signal.list);
  const uint32_t row = contact.row;
  const bool returned = world.sessions[row].returned;
  EffectRecord& effect = Emit(world, EffectType::kEnqueue, contact);
  effect.value = world.waiting.Ahead(signal.list, row) + 1;
  effect.reason =
      static_cast<uint16_t>(returned ? Reason::kRequeued : signal.reason);
  effect.rung = static_cast<uint8_t>(signal.decision.rung);
  effect.why = static_cast<uint16_t>(signal.decision.reason);
}

void SettleFill(World& world, const Signal& signal) {
  const AgentId agent{signal.agent};
  const Head head = FirstToHandOut(world, agent);
  if (head.row != 0) {
    Signal next = HandOut(world, head);
    next.fills_on = true;
    next.filler = signal.agent;
    world.signals.PostNext(next);
    return;
  }
  // The one fill of a login is over (A3).
  if (world.agents[agent.value].filling) {
    world.agents[agent.value].filling = false;
    SeatAgent(world, agent);
  }
}

Reason Discard(World& world, const AgentDiscards& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  uint32_t customer = 0;
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (Reason r = CheckMayAccept(world, event.agent); r != Reason::kNone) {
    return r;
  }
  const ContactRow c = FindOpen(world, customer, event.desk);
  if (c == 0) return Reason::kNoSession;
  if (world.contacts[c].state == SessionState::kServing) {
    return Reason::kAlreadyAssigned;
  }
  if (!MayTakeFromList(world, event.agent, world.contacts[c])) {
    return Reason::kNotYourGroup;
  }
  PostClose(world, c, Reason::kDiscarded, ClosedBy::kAgent);
  return Reason::kNone;
}

}  // namespace kefu::waiting
