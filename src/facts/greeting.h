// Greetings 主动打招呼 that are still to come (G3): those of the visit as long
// as the customer is in the shop, those of leaving as long as he is not. Their
// deadlines are computed from the time of the visit or of leaving.

#ifndef KEFU_FACTS_GREETING_H_
#define KEFU_FACTS_GREETING_H_

#include <cstdint>

#include "kefu/time.h"
#include "src/model/world.h"

namespace kefu {

struct NextGreeting {
  Instant at = Instant::Never();
  uint32_t greeting = 0;  // an index of RulesetData::greetings
  uint32_t row = 0;       // of Visits; 0: there is none
};

// Of one visit; of all visits of a customer. Of several at one instant the
// first declared (T2).
NextGreeting NextOfVisit(const World& world, uint32_t row);
NextGreeting NextOfVisits(const World& world, uint32_t customer);

// Whether a person serves a session of his.
bool IsWithPerson(const World& world, uint32_t customer);

}  // namespace kefu

#endif  // KEFU_FACTS_GREETING_H_
