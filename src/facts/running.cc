#include "src/facts/running.h"

#include <algorithm>

#include "src/facts/greeting.h"

namespace kefu {
namespace {

// The end of what one contact still holds.
Instant HoldsUntil(const World& world, const Contact& contact) {
  Instant until = kFirstInstant;
  const DeskData& desk = world.rules.desks[contact.desk];
  if (contact.memory_agent != 0) {
    const Duration within = world.rules.tenant_memory
                                ? world.rules.longest_sticky
                                : desk.longest_sticky;
    until = std::max(until, Instant{contact.memory_at} + within);
  }
  if (contact.row != 0) {
    const SessionMore& more = world.sessions.More(contact.row);
    const Duration within = world.rules.rejoin_within({{contact.desk}, {}, {}});
    if (more.merge_agent != 0 && !desk.merge_within.off()) {
      until = std::max(until, Instant{more.closed_at} + desk.merge_within);
    }
    if (LeftPlace(more) && !within.off()) {
      until = std::max(until, Instant{more.joined_at} + within);
    }
  }
  return until;
}

// The end of what he has granted for any message (W1), and of what waits for
// him to be back on a page (W4).
Instant WindowsUntil(const World& world, uint32_t customer) {
  Instant until = kFirstInstant;
  world.grants.EachOf(customer, [&](const GrantRow& row) {
    if (row.use == SendUse::kAny && row.state == SessionState::kNone) {
      until = std::max(until, Instant{row.until});
    }
  });
  world.pages.rows.EachOf(customer, [&](const PageRow& page) {
    if (!page.waits()) return;
    const ChannelId channel = world.rules.desks[page.desk].channel;
    const ChannelData& data = world.rules.channels[channel.value];
    until =
        std::max(until, Instant{page.waits_from} + data.page_template_after);
  });
  return until;
}

// The end of what he may still rate, and of an invitation that may lapse (F1).
Instant RatingsUntil(const World& world, uint32_t customer) {
  Instant until = kFirstInstant;
  world.ratings.rows.EachOf(customer, [&](const RatingRow& row) {
    until = std::max(until, RatingUntil(world, row));
  });
  return until;
}

}  // namespace

Instant ForgetAt(const World& world, uint32_t customer) {
  // A greeting that is to come is something running (G3).
  if (world.rules.any_greetings && NextOfVisits(world, customer).row != 0) {
    return Instant::Never();
  }
  Instant at =
      Instant{world.forgetting[customer].last_at} + world.forgetting.after();
  at = std::max(at, world.blocks.Last(customer));
  for (ContactRow c = customer; c != 0; c = world.contacts[c].next) {
    const Contact& contact = world.contacts[c];
    if (contact.session != 0) return Instant::Never();
    at = std::max(at, HoldsUntil(world, contact));
  }
  at = std::max(at, RatingsUntil(world, customer));
  return std::max(at, WindowsUntil(world, customer));
}

}  // namespace kefu
