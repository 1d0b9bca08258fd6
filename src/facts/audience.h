// To whom an arrival campaign 进店有礼 is shown (G4), as he is now.

#ifndef KEFU_FACTS_AUDIENCE_H_
#define KEFU_FACTS_AUDIENCE_H_

#include <cstdint>

#include "kefu/ids.h"
#include "src/model/world.h"

namespace kefu {

// A visit of the shop.
struct Visit {
  uint32_t customer = 0;
  ChannelId channel;
  PageId page;
  uint32_t store = 0;  // 0: none
};

// Whether it runs now: from <= now < until.
bool RunsNow(const World& world, const CampaignData& campaign);

// Whether it runs and is for this visit. Who has claimed its gifts counts as
// well.
bool IsFor(const World& world, const CampaignData& campaign,
           const Visit& visit);

}  // namespace kefu

#endif  // KEFU_FACTS_AUDIENCE_H_
