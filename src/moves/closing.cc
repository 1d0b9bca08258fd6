#include "src/moves/closing.h"

#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"

namespace kefu::closing {
namespace {

void EmitClose(World& world, const Contact& contact, AgentId agent,
               const Signal& signal) {
  EffectRecord& effect = Emit(world, EffectType::kCloseSession, contact);
  effect.agent = agent.value;
  effect.detail = static_cast<uint8_t>(signal.closed_by);
  effect.reason = static_cast<uint16_t>(signal.reason);
}

void CloseWaiting(World& world, const Signal& signal) {
  Contact& contact = world.contacts[signal.contact];
  EmitDequeue(world, contact, signal.reason);
  Leave(world, signal.contact);
  EmitClose(world, contact, {}, signal);
  End(world, signal.contact);
}

void CloseServed(World& world, const Signal& signal) {
  Contact& contact = world.contacts[signal.contact];
  const AgentId agent{contact.owner};
  EmitClose(world, contact, agent, signal);
  if (signal.reason == Reason::kCustomerSilent) {
    const SilenceRules rules =
        world.rules.Silence({contact.desk}, {contact.group}, agent);
    EmitTexts(world, contact, TextSource::kClosing, rules.closing);
  }
  RememberClose(world, contact);
  TellClock(world, signal.contact, contact, Happening::kLeftServing);
  Take(world, signal.contact);
  End(world, signal.contact);
  SeatAgent(world, agent);
  PostFill(world, agent);
}

}  // namespace

void Settle(World& world, const Signal& signal) {
  if (world.contacts[signal.contact].state == SessionState::kWaiting) {
    CloseWaiting(world, signal);
  } else {
    CloseServed(world, signal);
  }
}

Reason Close(World& world, const AgentCloses& event) {
  if (event.agent && !world.Knows(event.agent)) {
    return Reason::kUnknownAgent;
  }
  uint32_t customer = 0;
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  const ContactRow c = FindOpen(world, customer, event.desk);
  if (c == 0) return Reason::kNoSession;
  const Contact& contact = world.contacts[c];
  if (event.agent) {
    if (contact.state == SessionState::kWaiting) return Reason::kWrongState;
    if (contact.owner != event.agent.value) return Reason::kNotYourSession;
  }
  world.ReserveEnd(world.sessions[contact.row].cost);
  PostClose(world, c, event.agent ? Reason::kByAgent : Reason::kByHost,
            event.agent ? ClosedBy::kAgent : ClosedBy::kHost);
  return Reason::kNone;
}

}  // namespace kefu::closing
