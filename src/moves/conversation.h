// Conversation: what an agent writes in his session (A18, X6), and sessions
// that cost nothing for a while: on hold, or idle (A17).

#ifndef KEFU_MOVES_CONVERSATION_H_
#define KEFU_MOVES_CONVERSATION_H_

#include <cstdint>
#include <string_view>

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/model/world.h"
#include "src/moves/step.h"
#include "src/moves/step_window.h"

namespace kefu::conversation {

// Inline, as half of all events are of this kind: so the event need not be put
// together in memory.
KEFU_INLINE Reason Send(World& world, const AgentSends& event);
Reason Hold(World& world, const AgentHolds& event);
Reason Unhold(World& world, const AgentUnholds& event);

// The session costs nothing from now on: it is held, or has become idle.
void FreePlace(World& world, ContactRow c);
// Its time is over: it lapses (A9).
void Lapse(World& world, ContactRow c);

// The same where the channel looks at what is sent (W1 to W6).
struct AgentMessage {
  MessageKind kind = MessageKind::kText;
  uint32_t items = 1;
  std::string_view file_name;
};
Reason SendChecked(World& world, ContactRow c, AgentId agent,
                   const AgentMessage& message);

// ------------------------------------------------------------- inline parts

// The agent has written.
KEFU_INLINE void NoteWord(World& world, ContactRow c, Contact& contact) {
  if (contact.free_of_cost) {
    world.Reserve(1);
    Wake(world, c);
  }
  RememberMessage(world, contact, true);
  TellClock(world, c, contact, Happening::kAgentMessage);
}

KEFU_INLINE Reason Send(World& world, const AgentSends& event) {
  ContactRow c = 0;
  if (Reason r = CheckOwn(world, event.agent, event.desk, event.customer, &c);
      r != Reason::kNone) {
    return r;
  }
  Contact& contact = world.contacts[c];
  if (world.rules.checks_sends &&
      world.rules.desks[contact.desk].checks_sends) {
    return SendChecked(world, c, event.agent,
                       {event.kind, event.items.value_or(1), event.file_name});
  }
  if (contact.lapsed) return Reason::kReacceptNeeded;
  NoteWord(world, c, contact);
  EmitDeliver(world, contact, event.agent, event.kind);
  return Reason::kNone;
}

}  // namespace kefu::conversation

#endif  // KEFU_MOVES_CONVERSATION_H_
