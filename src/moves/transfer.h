// Transfer: a session is handed over by hand. Its agent gives it to another or
// to a group (S3); who may, takes it over (S9); who sends waiting customers on
// gives them out (Q5), and a dispatcher those of the pool (O2).

#ifndef KEFU_MOVES_TRANSFER_H_
#define KEFU_MOVES_TRANSFER_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu::transfer {

Reason Transfer(World& world, const AgentTransfers& event);
Reason Claim(World& world, const AgentClaims& event);
Reason Assign(World& world, const AgentAssigns& event);

}  // namespace kefu::transfer

#endif  // KEFU_MOVES_TRANSFER_H_
