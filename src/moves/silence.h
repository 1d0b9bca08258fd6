// Silence (X1): the customer says nothing; warn, then close.

#ifndef KEFU_MOVES_SILENCE_H_
#define KEFU_MOVES_SILENCE_H_

#include "src/model/tables.h"
#include "src/model/world.h"

namespace kefu::silence {

// The contact's deadline is now: the next step of its chain.
void Fire(World& world, ContactRow c);

}  // namespace kefu::silence

#endif  // KEFU_MOVES_SILENCE_H_
