// Leaving: what becomes of the open sessions of an agent who goes offline or
// away (A7, A9). Each session has a plan, of his, its group's or its desk's.

#ifndef KEFU_MOVES_LEAVING_H_
#define KEFU_MOVES_LEAVING_H_

#include "src/model/signals.h"
#include "src/model/world.h"

namespace kefu::leaving {

// Settles kLeft: his sessions in the order of their numbers. Where they are to
// be accepted again after a time, going offline makes them lapse (A9);
// otherwise their plans run, but not for those that the main account or a
// stand-in was given (O1), nor again when he was away already.
void Settle(World& world, const Signal& signal);

}  // namespace kefu::leaving

#endif  // KEFU_MOVES_LEAVING_H_
