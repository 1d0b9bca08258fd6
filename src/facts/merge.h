// The merge time (S1): a customer who is back soon after his session was closed
// has the same session with the same agent again.

#ifndef KEFU_FACTS_MERGE_H_
#define KEFU_FACTS_MERGE_H_

#include "kefu/ids.h"
#include "kefu/reason.h"
#include "src/model/tables.h"
#include "src/model/world.h"

namespace kefu {

// Whether a served session that is closed for this reason may open again.
bool MayMergeAfter(Reason closed);

// Who has the contact's last session again if the customer opens one now: its
// agent, if he is present and it is within his hard maximum (A13). None: it is
// a new session. REQUIRES: no open session.
AgentId AskMerge(const World& world, const Contact& contact);

}  // namespace kefu

#endif  // KEFU_FACTS_MERGE_H_
