#include "src/facts/greeting.h"

#include <algorithm>

namespace kefu {

NextGreeting NextOfVisit(const World& world, uint32_t row) {
  const VisitRow& visit = world.visits.rows[row];
  const GreetingFrom from =
      visit.inside ? GreetingFrom::kVisit : GreetingFrom::kExit;
  const std::vector<GreetingData>& all = world.rules.greetings;
  NextGreeting next;
  for (uint32_t i = 0; i < all.size(); ++i) {
    const GreetingData& greeting = all[i];
    if (greeting.channel.value != visit.channel || greeting.from != from ||
        (visit.done >> i & 1) != 0) {
      continue;
    }
    const Instant at =
        std::max(Instant{visit.since} + greeting.after, world.now);
    if (at < next.at) next = {at, i, row};
  }
  return next;
}

NextGreeting NextOfVisits(const World& world, uint32_t customer) {
  NextGreeting next;
  for (uint32_t row = world.visits.rows.First(customer); row != 0;
       row = world.visits.rows.Next(row)) {
    const NextGreeting own = NextOfVisit(world, row);
    if (own.row == 0) continue;
    if (own.at < next.at ||
        (own.at == next.at && own.greeting < next.greeting)) {
      next = own;
    }
  }
  return next;
}

bool IsWithPerson(const World& world, uint32_t customer) {
  for (ContactRow c = customer; c != 0; c = world.contacts[c].next) {
    if (world.contacts[c].state == SessionState::kServing) return true;
  }
  return false;
}

}  // namespace kefu
