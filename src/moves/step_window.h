// Windows in a step: what triggers grant, what sends spend, automatic texts
// that may not go out, templates (W1 to W7, K9).

#ifndef KEFU_MOVES_STEP_WINDOW_H_
#define KEFU_MOVES_STEP_WINDOW_H_

#include <cstdint>

#include "src/facts/window.h"
#include "src/model/world.h"
#include "src/moves/step.h"

namespace kefu {

// The customer has done at this desk what may let messages go out to him, and
// so is on its page (W1, W4). REQUIRES: room by ReserveMessage.
void TellWindow(World& world, uint32_t customer, DeskId desk,
                WindowTrigger trigger);
inline void TellWindows(World& world, uint32_t customer, DeskId desk,
                        WindowTrigger trigger) {
  if (world.rules.any_windows) TellWindow(world, customer, desk, trigger);
}
// The same of what does not show that he is on the page.
void TellTrigger(World& world, uint32_t customer, DeskId desk,
                 WindowTrigger trigger);
// A session of his at that desk is over (W1).
void TellClose(World& world, uint32_t customer, DeskId desk);
// The same at a channel, without knowing at which of its desks.
void TellChannel(World& world, uint32_t customer, ChannelId channel,
                 WindowTrigger trigger);

// The windows of his waiting sessions at the channel have changed (Q8).
// REQUIRES: room for one timer entry for each.
void RenewWindows(World& world, uint32_t customer, ChannelId channel);

// Takes so many from what is left: what is bound to the use first (W1).
void SpendCounted(World& world, const SendAsk& ask, uint32_t messages);
// The same, of what was asked for. REQUIRES: `answer` is AskSend's, and lets it
// out directly.
inline void Spend(World& world, const SendAsk& ask, const SendAnswer& answer) {
  if (answer.counts) SpendCounted(world, ask, answer.messages);
}

// `send_template`; takes a subscription where the channel needs one (W3).
// REQUIRES: AskTemplate says so.
struct TemplateFor {
  uint64_t session = 0;
  uint32_t customer = 0;
  DeskId desk;
  AgentId agent;
  Reason reason = Reason::kNone;
};
void SendOneTemplate(World& world, const TemplateFor& to);

// `record: not_sent`, and why; `session`: 0 for none (W4, K9).
EffectRecord& EmitNotSent(World& world, uint32_t customer, DeskId desk,
                          uint64_t session, Reason reason);

// What is to be written in an open session, now: by an agent, one text, unless
// the caller says otherwise.
KEFU_INLINE SendAsk AskOf(const World& world, const Contact& contact) {
  SendAsk ask;
  ask.customer = contact.customer;
  ask.desk = {contact.desk};
  ask.state = contact.state;
  ask.at = world.now;
  return ask;
}
// It goes out directly: `deliver`, with how many more may. `agent`: none for
// the robot. REQUIRES: as of Spend.
KEFU_INLINE void SendDirectly(World& world, const Contact& contact,
                              AgentId agent, const SendAsk& ask,
                              const SendAnswer& answer) {
  Spend(world, ask, answer);
  EffectRecord& effect = EmitDeliver(world, contact, agent, ask.kind);
  if (answer.left != kUnlimited) {
    effect.value = answer.left - answer.messages + 1;
  }
}
// An agent's message that does not, but is not refused either: as a template,
// now or later (W3, W4). REQUIRES: room by ReserveMessage and Pages::Reserve.
KEFU_COLD void SendOtherwise(World& world, const Contact& contact,
                             AgentId agent, const SendAnswer& answer);

}  // namespace kefu

#endif  // KEFU_MOVES_STEP_WINDOW_H_
