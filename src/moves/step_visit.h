// Visits of the shop in a step (G3).

#ifndef KEFU_MOVES_STEP_VISIT_H_
#define KEFU_MOVES_STEP_VISIT_H_

#include <cstdint>

#include "src/model/world.h"
#include "src/moves/step.h"

namespace kefu {

// The names of a visit, or of leaving.
template <class E>
Reason CheckVisit(const World& world, const E& event, uint32_t* customer) {
  if (!world.rules.Knows(event.channel)) return Reason::kUnknownChannel;
  if (Reason r = CheckCustomer(world, event.customer, customer);
      r != Reason::kNone) {
    return r;
  }
  return event.store && !world.rules.Knows(event.store) ? Reason::kUnknownStore
                                                        : Reason::kNone;
}

// He comes, or leaves: the greetings of that start anew, the others are
// dropped. Who has left already does not leave again. Throws std::bad_alloc
// and has changed nothing.
void StartVisit(World& world, uint32_t customer, ChannelId channel,
                bool inside);
// Sets the timers' entry of a visit if it must be looked at sooner. REQUIRES:
// room by Visits::Reserve.
void ArmVisit(World& world, uint32_t row);

// A person serves a session of his: what is pending is dropped.
void DropPending(World& world, uint32_t customer);
inline void DropGreetings(World& world, uint32_t customer) {
  if (world.rules.yields_greetings) DropPending(world, customer);
}

}  // namespace kefu

#endif  // KEFU_MOVES_STEP_VISIT_H_
