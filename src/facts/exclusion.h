// Who is not asked for a session: the owner who has just left it (A7), who gave
// it away until it is assigned (S3), who let it lapse (X2). Accepting and
// handing over by hand are free of it.

#ifndef KEFU_FACTS_EXCLUSION_H_
#define KEFU_FACTS_EXCLUSION_H_

#include <cstdint>

#include "kefu/ids.h"
#include "src/model/world.h"

namespace kefu {

struct Exclusion {
  AgentId left;          // the owner who has just left it
  uint32_t session = 0;  // its row, for those who are barred; 0: nobody is
};

KEFU_INLINE bool IsExcluded(const World& world, const Exclusion& exclusion,
                            AgentId agent) {
  return agent == exclusion.left ||
         (exclusion.session != 0 &&
          Bars(world.sessions.Far(exclusion.session), agent.value));
}

}  // namespace kefu

#endif  // KEFU_FACTS_EXCLUSION_H_
