// Whether a waiting list takes one more, and what becomes of it otherwise (Q3).

#ifndef KEFU_FACTS_FULL_LIST_H_
#define KEFU_FACTS_FULL_LIST_H_

#include "kefu/ids.h"
#include "kefu/trace.h"
#include "src/model/book.h"
#include "src/model/needs.h"
#include "src/model/world.h"

namespace kefu {

// No more may wait there.
inline bool IsFull(const World& world, DeskId desk, ListId list) {
  if (!world.rules.limits_waiting) return false;
  const int64_t most =
      world.rules.max_length({desk, world.rules.lists[list].group, {}});
  return most != 0 && world.waiting.Count(list) >= most;
}

// An open session that nobody can have goes down the ladder instead of waiting
// there. Who was served already does not lose his session to a full list (A7),
// nor his old place who is back within the grace (Q7).
inline bool Overflows(const World& world, const Contact& contact, ListId list) {
  const bool joins = contact.state == SessionState::kServing ||
                     world.sessions[contact.row].served ||
                     HasOldPlace(world.sessions.More(contact.row));
  return !joins && IsFull(world, {contact.desk}, list);
}

// The same of one that this customer would open now; 0: somebody unknown.
inline bool WouldOverflow(const World& world, uint32_t customer, DeskId desk,
                          ListId list) {
  const ContactRow c = customer != 0 ? world.contacts.Find(customer, desk) : 0;
  return !RegainsPlace(world, world.contacts[c]) && IsFull(world, desk, list);
}
// E1: that it does not wait where the routing has left it.
inline void TellFull(const World& world, ListId list, Explanation* told) {
  told->rungs.push_back(
      {Rung::kOverflow, Reason::kQueueFull, {}, world.rules.lists[list].group});
}

}  // namespace kefu

#endif  // KEFU_FACTS_FULL_LIST_H_
