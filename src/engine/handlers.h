// Who handles what: the move of each event. Each returns the reason of its
// refusal, or kNone.

#ifndef KEFU_ENGINE_HANDLERS_H_
#define KEFU_ENGINE_HANDLERS_H_

#include "src/moves/arrival.h"
#include "src/moves/assignment.h"
#include "src/moves/blacklist.h"
#include "src/moves/campaigns.h"
#include "src/moves/closing.h"
#include "src/moves/conversation.h"
#include "src/moves/crowds.h"
#include "src/moves/feedback.h"
#include "src/moves/greetings.h"
#include "src/moves/oblivion.h"
#include "src/moves/offering.h"
#include "src/moves/pool.h"
#include "src/moves/reopening.h"
#include "src/moves/robot.h"
#include "src/moves/shift.h"
#include "src/moves/transfer.h"
#include "src/moves/waiting.h"
#include "src/moves/windows.h"

namespace kefu {

KEFU_INLINE Reason Handle(World& w, const CustomerEnters& e) {
  return arrival::Enter(w, e);
}
KEFU_INLINE Reason Handle(World& w, const CustomerSends& e) {
  return arrival::Send(w, e);
}
KEFU_INLINE Reason Handle(World& w, const CustomerClicks& e) {
  return e.campaign.empty() ? arrival::Click(w, e) : campaigns::Claim(w, e);
}
KEFU_INLINE Reason Handle(World& w, const CustomerLeaves& e) {
  return arrival::Depart(w, e);
}
KEFU_INLINE Reason Handle(World& w, const CustomerVisits& e) {
  return campaigns::Visit(w, e);
}
KEFU_INLINE Reason Handle(World& w, const CustomerExits& e) {
  return greetings::Exit(w, e);
}
KEFU_INLINE Reason Handle(World& w, const CustomerAddsContact& e) {
  return campaigns::AddContact(w, e);
}
KEFU_INLINE Reason Handle(World& w, const CustomerRates& e) {
  return feedback::Rate(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentInvitesRating& e) {
  return feedback::InviteByHand(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentReopens& e) {
  return reopening::Reopen(w, e);
}
KEFU_INLINE Reason Handle(World& w, const CustomerChanges& e) {
  return crowds::Change(w, e);
}
KEFU_INLINE Reason Handle(World& w, const CustomerTriggers& e) {
  return windows::Trigger(w, e);
}
KEFU_INLINE Reason Handle(World& w, const DeliveryFails& e) {
  return windows::Fail(w, e);
}
KEFU_INLINE Reason Handle(World& w, const CrowdRefreshes& e) {
  return crowds::Refresh(w, e);
}
KEFU_INLINE Reason Handle(World& w, const CrowdUsed& e) {
  return crowds::Use(w, e);
}
KEFU_INLINE Reason Handle(World& w, const CustomerErased& e) {
  return oblivion::Erase(w, e);
}
KEFU_INLINE Reason Handle(World& w, const CustomerSubmitsForm& e) {
  return pool::Submit(w, e);
}
KEFU_INLINE Reason Handle(World& w, const RobotReplies& e) {
  return robot::Reply(w, e);
}
KEFU_INLINE Reason Handle(World& w, const RobotHandsOver& e) {
  return robot::HandOver(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentConnects& e) {
  return shift::Connect(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentDisconnects& e) {
  return shift::Disconnect(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentSetsStatus& e) {
  return shift::SetStatus(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentAccepts& e) {
  return assignment::Accept(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentDeclines& e) {
  return offering::Decline(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentSends& e) {
  return conversation::Send(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentCloses& e) {
  return closing::Close(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentTransfers& e) {
  return transfer::Transfer(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentClaims& e) {
  return transfer::Claim(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentHolds& e) {
  return conversation::Hold(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentUnholds& e) {
  return conversation::Unhold(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentAssigns& e) {
  return transfer::Assign(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentBlocks& e) {
  return blacklist::Block(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentUnblocks& e) {
  return blacklist::Unblock(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentDiscards& e) {
  return waiting::Discard(w, e);
}
KEFU_INLINE Reason Handle(World& w, const AgentChangesSettings& e) {
  return shift::ChangeSettings(w, e);
}
KEFU_INLINE Reason Handle(World&, const TimePasses&) { return Reason::kNone; }

}  // namespace kefu

#endif  // KEFU_ENGINE_HANDLERS_H_
