// Sticky 最近联系人优先 (R5): a returning customer goes to the agent who served
// before.

#ifndef KEFU_FACTS_STICKY_H_
#define KEFU_FACTS_STICKY_H_

#include "kefu/ids.h"
#include "kefu/reason.h"
#include "src/facts/exclusion.h"
#include "src/model/world.h"

namespace kefu {

struct StickyRequest {
  uint32_t customer = 0;  // row; 0: not known yet
  DeskId desk;
  uint16_t cost = 1;
  Exclusion exclusion;
  bool suspended_only = false;  // only rungs that take suspended agents
  uint32_t store = 0;           // of the session (R11)
};

struct StickyAnswer {
  Reason reason = Reason::kNone;  // kChosen; or why the last rung said no;
                                  // kNone: the desk has no ladder
  AgentId agent;                  // the remembered one, chosen or not
  GroupId group;                  // his own group at the desk
};

// The remembered agent, however long ago; none: there is no memory (K7).
AgentId LastAgent(const World& world, uint32_t customer, DeskId desk);

StickyAnswer AskSticky(const World& world, const StickyRequest& request);

}  // namespace kefu

#endif  // KEFU_FACTS_STICKY_H_
