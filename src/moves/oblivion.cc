#include "src/moves/oblivion.h"

#include "src/moves/step.h"

namespace kefu::oblivion {
namespace {

void Forget(World& world, uint32_t customer) {
  EmitRecord(world, RecordWhat::kForgotten, customer, {});
  world.Forget(customer);
  ++world.forgotten;
}

}  // namespace

Reason Erase(World& world, const CustomerErased& event) {
  uint32_t customer = 0;
  if (Reason r = CheckCustomer(world, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  ReserveCloseAll(world, customer);
  PostCloseAll(world, customer, {}, Reason::kErased, ClosedBy::kHost);
  world.signals.Post(SignalKind::kForget).contact = customer;
  return Reason::kNone;
}

void Fire(World& world, uint32_t customer) { Forget(world, customer); }

void Settle(World& world, const Signal& signal) {
  Forget(world, signal.contact);
}

}  // namespace kefu::oblivion
