#include "src/moves/conversation.h"

#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"

namespace kefu::conversation {

Reason Hold(World& world, const AgentHolds& event) {
  ContactRow c = 0;
  if (Reason r = CheckOwn(world, event.agent, event.desk, event.customer, &c);
      r != Reason::kNone) {
    return r;
  }
  Contact& contact = world.contacts[c];
  if (contact.lapsed) return Reason::kReacceptNeeded;
  if (contact.held) return Reason::kWrongState;
  world.ReserveEnd(world.sessions[contact.row].cost);
  EffectRecord& effect = Emit(world, EffectType::kChangeSession, contact);
  effect.group = 0;
  effect.agent = contact.owner;
  effect.detail = static_cast<uint8_t>(SessionChange::kHeld);
  contact.held = true;
  TellClock(world, c, contact, Happening::kStopped);
  if (!contact.free_of_cost) FreePlace(world, c);
  return Reason::kNone;
}

Reason Unhold(World& world, const AgentUnholds& event) {
  ContactRow c = 0;
  if (Reason r = CheckOwn(world, event.agent, event.desk, event.customer, &c);
      r != Reason::kNone) {
    return r;
  }
  if (world.contacts[c].lapsed) return Reason::kReacceptNeeded;
  if (!world.contacts[c].held) return Reason::kWrongState;
  world.Reserve(1);
  Wake(world, c);
  return Reason::kNone;
}

namespace {

SendAnswer AskFile(const World& world, const SendAsk& ask,
                   const AgentMessage& message) {
  SendAnswer answer = AskSend(world, ask);
  const ChannelId channel = ChannelOf(world, ask.desk);
  if (!message.file_name.empty() &&
      !MaySendFile(world.rules.channels[channel.value], message.file_name)) {
    answer.way = SendWay::kNot;
    answer.reason = Reason::kKindNotAllowed;
  }
  return answer;
}

}  // namespace

Reason SendChecked(World& world, ContactRow c, AgentId agent,
                   const AgentMessage& message) {
  Contact& contact = world.contacts[c];
  if (contact.lapsed) return Reason::kReacceptNeeded;
  SendAsk ask = AskOf(world, contact);
  ask.kind = message.kind;
  ask.count = CountsItems(message.kind) ? message.items : 1;
  const SendAnswer answer = message.kind == MessageKind::kFile
                                ? AskFile(world, ask, message)
                                : AskSend(world, ask);
  const bool direct = answer.way == SendWay::kDirect;
  if (answer.way == SendWay::kNot) return answer.reason;
  if (!direct) world.pages.Reserve(1);
  NoteWord(world, c, contact);
  if (direct) {
    SendDirectly(world, contact, agent, ask, answer);
  } else {
    SendOtherwise(world, contact, agent, answer);
  }
  return Reason::kNone;
}

void FreePlace(World& world, ContactRow c) {
  Contact& contact = world.contacts[c];
  SetFreeOfCost(world, contact, true);
  SeatAgent(world, {contact.owner});
  PostFill(world, {contact.owner});
}

void Lapse(World& world, ContactRow c) { LapseSession(world, c); }

}  // namespace kefu::conversation
