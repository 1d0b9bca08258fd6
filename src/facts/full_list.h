// Whether a waiting list takes one more (Q3), and how that is told (E1).

#ifndef KEFU_FACTS_FULL_LIST_H_
#define KEFU_FACTS_FULL_LIST_H_

#include "kefu/ids.h"
#include "kefu/trace.h"
#include "src/model/book.h"
#include "src/model/needs.h"
#include "src/model/signals.h"
#include "src/model/world.h"

namespace kefu {

// No more may wait there.
inline bool IsFull(const World& world, DeskId desk, ListId list) {
  if (!world.rules.limits_waiting) return false;
  const int64_t most =
      world.rules.max_length({desk, world.rules.lists[list].group, {}});
  return most != 0 && world.waiting.Count(list) >= most;
}

// What is handed to a list joins it whatever its length: so does who waits for
// his dedicated agent (R6), and who comes from another list.
inline bool FindsFull(const World& world, DeskId desk, const Signal& decided) {
  return decided.kind == SignalKind::kWait && !decided.handed &&
         IsFull(world, desk, decided.list);
}
// Whether the session, of which that is decided, goes down the ladder. Who was
// served already does not lose his session to a full list (A7), nor his old
// place who is back within the grace (Q7).
inline bool Overflows(const World& world, const Contact& contact,
                      const Signal& decided) {
  return FindsFull(world, {contact.desk}, decided) &&
         contact.state != SessionState::kServing &&
         !world.sessions[contact.row].served &&
         !HasOldPlace(world.sessions.More(contact.row));
}
// The same of a session that would open now; `contact`: that of row 0 if there
// is none.
inline bool WouldOverflow(const World& world, const Contact& contact,
                          DeskId desk, const Signal& decided) {
  return FindsFull(world, desk, decided) && !RegainsPlace(world, contact);
}

// Its last rung then, after those of the routing.
inline void TellFull(const World& world, ListId list, Explanation* told) {
  told->rungs.push_back(
      {Rung::kOverflow, Reason::kQueueFull, {}, world.rules.lists[list].group});
}

}  // namespace kefu

#endif  // KEFU_FACTS_FULL_LIST_H_
