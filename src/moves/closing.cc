#include "src/moves/closing.h"

#include "src/facts/merge.h"
#include "src/facts/rights.h"
#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"
#include "src/moves/step_courtesy.h"
#include "src/moves/step_rating.h"
#include "src/moves/step_texts.h"
#include "src/moves/step_window.h"

namespace kefu::closing {
namespace {

void EmitClose(World& world, const Contact& contact, AgentId agent,
               const Signal& signal) {
  EffectRecord& effect = Emit(world, EffectType::kCloseSession, contact);
  effect.agent = agent.value;
  effect.detail = static_cast<uint8_t>(signal.closed_by);
  effect.reason = static_cast<uint16_t>(signal.reason);
  if (world.rules.any_windows) {
    TellClose(world, contact.customer, {contact.desk});
  }
}

// What a customer is told whose session ends without an agent: by the plan
// text_only (O1, O5), or after the robot's chain (X3). He may be invited to
// rate who has served it before (F1).
void TellClosed(World& world, Contact& contact, const Signal& signal) {
  if (signal.reason == Reason::kRobotIdle) {
    EmitTexts(world, contact, TextSource::kClosing,
              world.rules.robot_closing(PlaceOf(contact)));
  }
  if (signal.reason == Reason::kOutOfHours && world.rules.notices) {
    EmitNotice(world, contact, {.reason = signal.reason, .ends = true});
  }
  if (world.rules.any_ratings) CloseRating(world, contact, signal.reason);
}

void CloseWaiting(World& world, const Signal& signal) {
  Contact& contact = world.contacts[signal.contact];
  TakeBackAny(world, signal.contact, signal.reason);
  // Only who has waited too long is refused while waiting (Q3).
  EmitDequeue(world, contact,
              signal.reason == Reason::kRefusedOverflow ? Reason::kWaitedTooLong
                                                        : signal.reason);
  Leave(world, signal.contact);
  EmitClose(world, contact, {}, signal);
  TellClosed(world, contact, signal);
  const bool returns =
      signal.reason == Reason::kCustomerLeft &&
      !world.rules.rejoin_within({{contact.desk}, {}, {}}).off();
  if (returns) KeepPlace(world, signal.contact);
  End(world, signal.contact, returns);
}

// Neither waiting nor anybody's: in the pool, the robot's, refused (Q3), or
// told no more than a text (O1).
void CloseOther(World& world, const Signal& signal) {
  Contact& contact = world.contacts[signal.contact];
  if (contact.state == SessionState::kPooled) Leave(world, signal.contact);
  EmitClose(world, contact, {}, signal);
  TellClosed(world, contact, signal);
  End(world, signal.contact);
}

// What the agent and the list remember of a session that was served. Who was
// evicted made room: that is not wrapped up (Q3).
void Remember(World& world, const Contact& contact, bool wraps_up) {
  const AgentId agent{contact.owner};
  const Instant assigned{world.sessions[contact.row].assigned_at};
  world.list_states[ListOf(world, contact)].Add(world.now - assigned);
  world.agents[agent.value].idle_since = world.now.ms;
  if (!wraps_up || !world.rules.any_wrap_up) return;
  const Duration wrap_up = world.rules.wrap_up(PlaceOf(contact));
  if (!wrap_up.off()) StartWrapUp(world, agent, wrap_up);
}

void CloseServed(World& world, const Signal& signal) {
  Contact& contact = world.contacts[signal.contact];
  const AgentId agent{contact.owner};
  world.PrefetchKeys(agent);
  EmitClose(world, contact, agent, signal);
  if (signal.reason == Reason::kCustomerSilent) {
    const SilenceRules rules =
        world.rules.Silence({contact.desk}, {contact.group}, agent);
    EmitTexts(world, contact, TextSource::kClosing, rules.closing);
  }
  if (signal.reason != Reason::kErased && signal.reason != Reason::kBlocked) {
    Prompt(world, contact, ContactPoint::kClose);
  }
  if (world.rules.any_ratings) CloseRating(world, contact, signal.reason);
  RememberClose(world, contact);
  Remember(world, contact, signal.reason != Reason::kEvicted);
  TellClock(world, signal.contact, contact, Happening::kStopped);
  const bool merges = !world.rules.desks[contact.desk].merge_within.off() &&
                      MayMergeAfter(signal.reason);
  Take(world, signal.contact);
  if (merges) KeepClosed(world, contact, agent);
  End(world, signal.contact, merges);
  SeatByLoad(world, agent);
  PostFill(world, agent);
}

// S5: nobody is to answer it any more; or the robot had it to the end, and has
// not handed it over to where nobody takes it.
bool NeedsNoAnswer(SessionState state, Reason reason) {
  const bool left_by_robot =
      reason == Reason::kOutOfHours || reason == Reason::kRefusedOverflow;
  return (state == SessionState::kRobot && !left_by_robot) ||
         reason == Reason::kDiscarded || reason == Reason::kBlocked ||
         reason == Reason::kErased;
}

}  // namespace

void Settle(World& world, const Signal& signal) {
  const Contact& contact = world.contacts[signal.contact];
  if (contact.session == 0) return;  // closed since it was posted
  const uint32_t customer = contact.customer;
  if (world.rules.keeps_unanswered &&
      NeedsNoAnswer(contact.state, signal.reason)) {
    world.unanswered.Erase(customer, {contact.desk});
  }
  if (contact.state == SessionState::kWaiting) {
    CloseWaiting(world, signal);
  } else if (contact.owner != 0) {
    CloseServed(world, signal);
  } else {
    CloseOther(world, signal);
  }
  LookAtForgetting(world, customer);
}

Reason Close(World& world, const AgentCloses& event) {
  if (event.agent && !world.Knows(event.agent)) {
    return Reason::kUnknownAgent;
  }
  uint32_t customer = 0;
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  const ContactRow c = FindOpen(world, customer, event.desk);
  if (c == 0) return Reason::kNoSession;
  const Contact& contact = world.contacts[c];
  if (event.agent) {
    if (contact.state == SessionState::kWaiting) return Reason::kWrongState;
    if (contact.owner != event.agent.value &&
        !IsPermitted(world, event.agent, Right::kCloseOthers)) {
      return Reason::kNotPermitted;
    }
  }
  world.ReserveEnd(world.sessions[contact.row].cost);
  PostClose(world, c, event.agent ? Reason::kByAgent : Reason::kByHost,
            event.agent ? ClosedBy::kAgent : ClosedBy::kHost);
  return Reason::kNone;
}

}  // namespace kefu::closing
