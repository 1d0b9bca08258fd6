// Hours begin and end (T2, R2, R13, C5): who is on duty is seated anew, the
// lists are filled (Q2), and the agents whom it concerns are told (A8), and
// once the customers who wait at a desk that closes (R2).
//
// Whatever begins or ends at one instant does so at once: when one slot ends as
// the next one begins, nobody is on duty in both or in none of them between.
//
// Sessions that are served stay where they are, whatever ends. Sessions that
// wait stay, too: they look at whoever is on duty now.

#ifndef KEFU_MOVES_HOURS_H_
#define KEFU_MOVES_HOURS_H_

#include "src/model/world.h"

namespace kefu::hours {

// What changes next, changes now. ReserveFire comes before it (T9).
void Fire(World& world);
void ReserveFire(World& world);

}  // namespace kefu::hours

#endif  // KEFU_MOVES_HOURS_H_
