// Welcomes, and the prompt to add a contact, in a step (G1, G5).

#ifndef KEFU_MOVES_STEP_COURTESY_H_
#define KEFU_MOVES_STEP_COURTESY_H_

#include <cstdint>

#include "src/model/world.h"

namespace kefu {

// He has come to this desk: its welcome 欢迎语, if it is due (G1). REQUIRES:
// room by ReserveMessage.
void WelcomeTo(World& world, uint32_t customer, DeskId desk);
inline void Welcome(World& world, uint32_t customer, DeskId desk) {
  if (world.rules.any_welcomes) WelcomeTo(world, customer, desk);
}

// The welcome has not reached him, so it was none.
void ForgetWelcome(World& world, uint32_t customer, DeskId desk);

// A message of his at this desk; `session`: in which, 0 for none. REQUIRES:
// room by ReserveMessage.
void NoteMessageAt(World& world, uint32_t customer, DeskId desk,
                   uint64_t session);
inline void NoteMessage(World& world, uint32_t customer, DeskId desk,
                        uint64_t session) {
  if (world.rules.any_notes) NoteMessageAt(world, customer, desk, session);
}

// A point of a session that a person serves: asks the customer to add his
// contact, if this is the point where that is done (G5). REQUIRES: room for a
// session.
void PromptAt(World& world, const Contact& contact);
inline void Prompt(World& world, const Contact& contact, ContactPoint point) {
  if (world.rules.contact_at == point) PromptAt(world, contact);
}

}  // namespace kefu

#endif  // KEFU_MOVES_STEP_COURTESY_H_
