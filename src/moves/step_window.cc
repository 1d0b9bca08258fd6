#include "src/moves/step_window.h"

#include <algorithm>

#include "src/facts/said.h"
#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/model/grants.h"
#include "src/model/reply_window.h"
#include "src/moves/step_say.h"

namespace kefu {
namespace {

void BackOnPage(World& world, uint32_t customer, DeskId desk) {
  world.pages.rows.Erase(
      customer, [&](const PageRow& row) { return row.desk == desk.value; });
}

// Gives the grants, and looks again at what goes by the window's end.
KEFU_INLINE void Give(World& world, uint32_t customer, ChannelId channel,
                      DeskId desk, SessionState state, WindowTrigger trigger) {
  // Only a grant that replaces another one may bring the end nearer.
  const bool replaces = world.rules.channels[channel.value].replaces;
  const int64_t before =
      replaces ? SharedUntil(world, customer, channel) : INT64_MIN;
  GiveGrants(world, customer, channel, desk, state, trigger);
  if (replaces && SharedUntil(world, customer, channel) < before) {
    LookAtForgetting(world, customer);
  }
  if (world.rules.limits_by_window) FollowWindow(world, customer, channel);
  if (world.rules.credits_windows) RenewWindows(world, customer, channel);
}

}  // namespace

void TellWindow(World& world, uint32_t customer, DeskId desk,
                WindowTrigger trigger) {
  const ChannelId channel = ChannelOf(world, desk);
  if (world.rules.channels[channel.value].page) {
    BackOnPage(world, customer, desk);
    LookAtForgetting(world, customer);
  }
  TellTrigger(world, customer, desk, trigger);
}

void TellTrigger(World& world, uint32_t customer, DeskId desk,
                 WindowTrigger trigger) {
  const ChannelId channel = ChannelOf(world, desk);
  if (!world.rules.channels[channel.value].limited) return;
  SessionState state = SessionState::kClosed;
  if (world.rules.state_grants) {
    const ContactRow c = world.contacts.Find(customer, desk);
    if (c != 0) state = StateFor(world.contacts[c].state);
  }
  Give(world, customer, channel, desk, state, trigger);
}

void TellClose(World& world, uint32_t customer, DeskId desk) {
  const ChannelId channel = ChannelOf(world, desk);
  constexpr WindowTrigger kClose = WindowTrigger::kClose;
  if (!world.rules.channels[channel.value].Grants(kClose)) return;
  GiveGrants(world, customer, channel, desk, SessionState::kClosed, kClose);
}

void TellChannel(World& world, uint32_t customer, ChannelId channel,
                 WindowTrigger trigger) {
  if (!world.rules.channels[channel.value].limited) return;
  Give(world, customer, channel, {}, SessionState::kNone, trigger);
}

void RenewWindows(World& world, uint32_t customer, ChannelId channel) {
  if (!world.rules.credits_windows) return;
  for (ContactRow c = customer; c != 0; c = world.contacts[c].next) {
    const Contact& contact = world.contacts[c];
    if (contact.session == 0 || contact.state != SessionState::kWaiting ||
        ChannelOf(world, {contact.desk}) != channel) {
      continue;
    }
    const bool soon = world.now >= CreditFrom(world, contact);
    if (soon != world.sessions.More(contact.row).credited) {
      SetCredited(world, c, soon);
    }
    ArmIfSooner(world, c);
  }
}

void SpendCounted(World& world, const SendAsk& ask, uint32_t messages) {
  const ChannelId channel = ChannelOf(world, ask.desk);
  const auto take = [&](SendUse use, bool bound) {
    world.grants.EachOf(ask.customer, [&](GrantRow& row) {
      if (row.channel != channel.value || row.use != use ||
          (row.state != SessionState::kNone) != bound || !row.OpenAt(ask.at) ||
          !row.Serves(ask.desk, ask.state)) {
        return;
      }
      const uint32_t from = std::min(messages, row.left);
      messages -= from;
      if (row.left != kUnlimited) row.left -= from;
    });
  };
  if (ask.use != SendUse::kAny) {
    take(ask.use, true);
    take(ask.use, false);
  }
  take(SendUse::kAny, true);
  take(SendUse::kAny, false);
}

void SendOneTemplate(World& world, const TemplateFor& to) {
  const ChannelId channel = ChannelOf(world, to.desk);
  if (world.rules.channels[channel.value].fallback ==
      WindowFallback::kSubscription) {
    --KnowOf(world, to.customer, channel).left;
  }
  EffectRecord& effect = world.out.Add(EffectType::kSendTemplate);
  effect.session = to.session;
  effect.customer = world.CustomerOf(to.customer).value;
  effect.desk = to.desk.value;
  effect.agent = to.agent.value;
  effect.value = channel.value;
  effect.reason = static_cast<uint16_t>(to.reason);
}

EffectRecord& EmitNotSent(World& world, uint32_t customer, DeskId desk,
                          uint64_t session, Reason reason) {
  EffectRecord& effect =
      EmitRecord(world, RecordWhat::kNotSent, customer, desk);
  effect.session = session;
  effect.reason = static_cast<uint16_t>(reason);
  return effect;
}

void SendOtherwise(World& world, const Contact& contact, AgentId agent,
                   const SendAnswer& answer) {
  const DeskId desk{contact.desk};
  if (answer.way == SendWay::kTemplate) {
    return SendOneTemplate(
        world, {contact.session, contact.customer, desk, agent, answer.reason});
  }
  const uint32_t row = OffPage(world, contact.customer, desk);
  PageRow& page = world.pages.rows[row];
  if (page.waits()) return;
  page.waits_from = world.now.ms;
  page.session = contact.session;
  page.agent = agent.value;
  const ChannelId channel = ChannelOf(world, desk);
  const Duration after =
      world.rules.channels[channel.value].page_template_after;
  world.pages.Arm(row, world.now + after, page.session, world.now);
}

}  // namespace kefu
