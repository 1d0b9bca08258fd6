#include "src/moves/pool.h"

#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"
#include "src/moves/step_texts.h"

namespace kefu::pool {
namespace {

// Whether the rules have routed it here, so that its customer may be told (O5).
bool IsRouted(Reason reason) {
  return reason != Reason::kWaitedTooLong && reason != Reason::kMoved &&
         reason != Reason::kFormSubmitted;
}

}  // namespace

void Settle(World& world, const Signal& signal) {
  Contact& contact = world.contacts[signal.contact];
  if (contact.session == 0) return;  // closed since it was posted
  const bool opens = contact.state == SessionState::kClosed;
  if (contact.state == SessionState::kWaiting && !signal.has_left) {
    TakeBackAny(world, signal.contact, signal.reason);
    EmitDequeue(world, contact, signal.reason);
    Leave(world, signal.contact);
  }
  if (contact.owner != 0) {
    world.sessions[contact.row].returned = true;  // until it is assigned (Q1)
    TakeFromOwner(world, signal.contact);
  }
  Deposit(world, signal.contact, signal.list);
  if (world.rules.serving_timers) ArmIfSooner(world, signal.contact);
  EffectRecord& effect = Emit(world, EffectType::kPool, contact);
  effect.reason = static_cast<uint16_t>(signal.reason);
  effect.rung = static_cast<uint8_t>(signal.decision.rung);
  effect.why = static_cast<uint16_t>(signal.decision.reason);
  if (world.rules.notices && IsRouted(signal.reason)) {
    EmitNotice(world, contact, {signal.reason});
  }
  // The robot of the desk goes on (O2).
  if (opens && contact.customer_last && world.replied_in != contact.session &&
      world.rules.desks[contact.desk].robot_first) {
    EmitAskRobot(world, contact);
  }
  PostTryPool(world, signal.contact, signal.list);
}

Reason Submit(World& world, const CustomerSubmitsForm& event) {
  uint32_t customer = 0;
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  const ContactRow c = FindOpen(world, customer, event.desk);
  if (c == 0) return Reason::kNoSession;
  const Contact& contact = world.contacts[c];
  if (!IsListed(contact) || world.sessions.More(contact.row).form_submitted) {
    return Reason::kWrongState;
  }
  world.ReserveEnd(world.sessions[contact.row].cost);
  world.sessions.WriteNear(contact.row).form_submitted = true;
  if (contact.state == SessionState::kWaiting) {
    Signal signal;
    signal.kind = SignalKind::kPool;
    signal.contact = c;
    signal.list = ListOf(world, contact);
    signal.reason = Reason::kFormSubmitted;
    signal.decision.rung = Rung::kPool;
    Settle(world, signal);
  }
  EmitRecord(world, RecordWhat::kForm, customer, event.desk).session =
      contact.session;
  return Reason::kNone;
}

void Offer(World& world, ContactRow c) { OfferForm(world, world.contacts[c]); }

}  // namespace kefu::pool
