#include "src/moves/greetings.h"

#include "src/facts/gate.h"
#include "src/moves/step.h"
#include "src/moves/step_texts.h"
#include "src/moves/step_visit.h"

namespace kefu::greetings {
namespace {

// To a desk that still serves, and nobody who is blocked there.
void SendGreeting(World& world, uint32_t customer,
                  const GreetingData& greeting) {
  if (!world.rules.Serves(greeting.desk)) return;
  if (AskBlocked(world, customer, greeting.desk) != Reason::kNone) return;
  if (world.rules.yields_greetings && IsWithPerson(world, customer)) return;
  SendExtra extra;
  extra.rule = greeting.rule;
  EmitTextsAt(world, customer, greeting.desk, TextSource::kGreeting,
              greeting.texts, extra);
}

}  // namespace

Reason Exit(World& world, const CustomerExits& event) {
  uint32_t customer = 0;
  if (Reason r = CheckVisit(world, event, &customer); r != Reason::kNone) {
    return r;
  }
  StartVisit(world, customer, event.channel, false);
  return Reason::kNone;
}

void Fire(World& world, uint32_t customer, const NextGreeting& next) {
  VisitRow& visit = world.visits.rows[next.row];
  visit.done = static_cast<uint16_t>(visit.done | 1u << next.greeting);
  SendGreeting(world, customer, world.rules.greetings[next.greeting]);
  ArmVisit(world, next.row);
  LookAtForgetting(world, customer);
}

}  // namespace kefu::greetings
