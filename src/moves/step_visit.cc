#include "src/moves/step_visit.h"

#include "src/facts/greeting.h"

namespace kefu {

void StartVisit(World& world, uint32_t customer, ChannelId channel,
                bool inside) {
  if (!world.rules.any_greetings) return;
  world.visits.Reserve(1);
  world.forgetting.Reserve(1);
  VisitRow fresh;
  fresh.customer = customer;
  fresh.channel = channel.value;
  fresh.inside = true;  // whoever leaves has been there
  const uint32_t row = world.visits.rows.FindOrAdd(customer, fresh);
  VisitRow& visit = world.visits.rows[row];
  if (!inside && !visit.inside) return;
  visit.since = world.now.ms;
  visit.inside = inside;
  visit.done = 0;
  ArmVisit(world, row);
  LookAtForgetting(world, customer);
}

void ArmVisit(World& world, uint32_t row) {
  const VisitRow& visit = world.visits.rows[row];
  const NextGreeting next = NextOfVisit(world, row);
  if (next.row == 0) return;
  world.visits.Arm(row, next.at, world.forgetting[visit.customer].first,
                   world.now);
}

void DropPending(World& world, uint32_t customer) {
  world.visits.rows.EachOf(customer,
                           [](VisitRow& row) { row.done = UINT16_MAX; });
}

}  // namespace kefu
