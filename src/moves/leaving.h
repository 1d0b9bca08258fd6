// Leaving: what becomes of the open sessions of an agent who goes offline or
// away (A7). Each session has a plan, of his, its group's or its desk's.

#ifndef KEFU_MOVES_LEAVING_H_
#define KEFU_MOVES_LEAVING_H_

#include "src/model/signals.h"
#include "src/model/world.h"

namespace kefu::leaving {

// Settles kLeft: his sessions in the order of their numbers, but not those
// that the main account or a stand-in was given (O1).
void Settle(World& world, const Signal& signal);

}  // namespace kefu::leaving

#endif  // KEFU_MOVES_LEAVING_H_
