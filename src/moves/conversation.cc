#include "src/moves/conversation.h"

#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"

namespace kefu::conversation {

Reason Send(World& world, const AgentSends& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  uint32_t customer = 0;
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (world.agents[event.agent.value].status == AgentStatus::kOffline) {
    return Reason::kAgentOffline;
  }
  const ContactRow c = FindOpen(world, customer, event.desk);
  if (c == 0) return Reason::kNoSession;
  Contact& contact = world.contacts[c];
  if (contact.state != SessionState::kServing) return Reason::kWrongState;
  if (contact.owner != event.agent.value) return Reason::kNotYourSession;

  RememberMessage(world, contact, true);
  TellClock(world, c, contact, Happening::kAgentMessage);
  EffectRecord& effect = Emit(world, EffectType::kDeliver, contact);
  effect.group = 0;
  effect.agent = event.agent.value;
  effect.detail = static_cast<uint8_t>(event.kind);
  return Reason::kNone;
}

}  // namespace kefu::conversation
