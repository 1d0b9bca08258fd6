// The message pool 留言管理池 (O2): sessions left while nobody could serve. A
// pooled session is still the customer's open one; it has no X1, no X2 and no
// end but that of its life (X5). A dispatcher hands it out (moves/transfer), or
// the rules do when somebody who may serve it becomes available
// (moves/waiting); when the customer writes, who is available has it at once
// (moves/routing).
//
// A message form 留言表单 (Q9) brings a session here.

#ifndef KEFU_MOVES_POOL_H_
#define KEFU_MOVES_POOL_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/signals.h"
#include "src/model/world.h"

namespace kefu::pool {

// Settles kPool.
void Settle(World& world, const Signal& signal);

Reason Submit(World& world, const CustomerSubmitsForm& event);

// The timer of a session that waits: the form is offered.
void Offer(World& world, ContactRow c);

}  // namespace kefu::pool

#endif  // KEFU_MOVES_POOL_H_
