// Arrival campaigns 进店有礼 (G4): shown to who visits the shop, until he has
// claimed their gifts; and who adds a contact (G5).
//
// What is shown stands on the page of the shop and is no message: it passes no
// window, and is of no desk.

#ifndef KEFU_MOVES_CAMPAIGNS_H_
#define KEFU_MOVES_CAMPAIGNS_H_

#include "kefu/event.h"
#include "kefu/reason.h"
#include "src/model/world.h"

namespace kefu::campaigns {

// Each returns the reason of its refusal, or kNone.

// A visit is recorded, greetings start (G3), campaigns are shown.
Reason Visit(World& world, const CustomerVisits& event);
// A click on a campaign. Its guards, in this order: the names, unknown_campaign
// among them; campaign_over; not_shown; already_claimed.
Reason Claim(World& world, const CustomerClicks& event);
Reason AddContact(World& world, const CustomerAddsContact& event);

}  // namespace kefu::campaigns

#endif  // KEFU_MOVES_CAMPAIGNS_H_
