// What a host tells of its customers and their crowds 人群 (V1 to V3, R6).

#ifndef KEFU_MOVES_CROWDS_H_
#define KEFU_MOVES_CROWDS_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu::crowds {

// Each returns the reason of its refusal, or kNone.
Reason Change(World& world, const CustomerChanges& event);
// By hand; the daily refresh needs nobody to do it (facts/crowd.h).
Reason Refresh(World& world, const CrowdRefreshes& event);
Reason Use(World& world, const CrowdUsed& event);

}  // namespace kefu::crowds

#endif  // KEFU_MOVES_CROWDS_H_
