// Reopening 重新发起会话, 联系历史客户: an agent opens a new session of his own
// with a past customer (S4).
//
// Always a new session, and his at once: no merging, no greeting, no notice.
// What he may not reach he does not get: the reply window must be open, or a
// template goes out instead (W3).

#ifndef KEFU_MOVES_REOPENING_H_
#define KEFU_MOVES_REOPENING_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu::reopening {

// One customer, or a batch, which is done in part.
Reason Reopen(World& world, const AgentReopens& event);

}  // namespace kefu::reopening

#endif  // KEFU_MOVES_REOPENING_H_
