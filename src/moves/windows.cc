#include "src/moves/windows.h"

#include <algorithm>

#include "src/facts/gate.h"
#include "src/model/grants.h"
#include "src/moves/step.h"
#include "src/moves/step_courtesy.h"
#include "src/moves/step_say.h"
#include "src/moves/step_window.h"

namespace kefu::windows {
namespace {

// Subscriptions add up, and do not end (W3).
void Subscribe(World& world, uint32_t customer, ChannelId channel,
               const CustomerTriggers& event) {
  const ChannelData& data = world.rules.channels[channel.value];
  if (data.fallback != WindowFallback::kSubscription ||
      (!data.template_id.empty() && !event.template_id.empty() &&
       data.template_id != event.template_id)) {
    return;
  }
  GrantRow& known = KnowOf(world, customer, channel);
  known.left = static_cast<uint32_t>(std::min<uint64_t>(
      uint64_t{known.left} + event.count.value_or(1), kUnlimited - 1));
}

// He lets nobody of the channel write to him any more: whatever he has granted
// is over (W5).
void Unfollow(World& world, uint32_t customer, ChannelId channel) {
  world.grants.Erase(customer, [&](const GrantRow& row) {
    return row.channel == channel.value && row.use != SendUse::kNone;
  });
  KnowOf(world, customer, channel).unfollowed = true;
  if (world.rules.limits_by_window) FollowWindow(world, customer, channel);
  LookAtForgetting(world, customer);
  RenewWindows(world, customer, channel);
}

WindowTrigger TriggerOf(CustomerTrigger trigger) {
  switch (trigger) {
    case CustomerTrigger::kFollow:
      return WindowTrigger::kFollow;
    case CustomerTrigger::kScan:
      return WindowTrigger::kScan;
    case CustomerTrigger::kPay:
      return WindowTrigger::kPay;
    default:
      return WindowTrigger::kMenu;
  }
}

// What a channel remembers of it (W1, W3, W5).
void TellPlatform(World& world, uint32_t customer, ChannelId channel,
                  const CustomerTriggers& event) {
  if (event.trigger == CustomerTrigger::kSubscribe) {
    Subscribe(world, customer, channel, event);
    return;
  }
  if (event.trigger == CustomerTrigger::kUnfollow) {
    Unfollow(world, customer, channel);
    return;
  }
  if (event.trigger == CustomerTrigger::kFollow &&
      KnownOf(world, customer, channel) != nullptr) {
    KnowOf(world, customer, channel).unfollowed = false;
  }
  const WindowTrigger trigger = TriggerOf(event.trigger);
  if (event.desk) {
    TellTrigger(world, customer, event.desk, trigger);
  } else {
    TellChannel(world, customer, channel, trigger);
  }
}

// G4: which channels he follows.
void NoteFollowing(World& world, uint32_t customer, ChannelId channel,
                   CustomerTrigger trigger) {
  const MarkRow mark = MarkOf(MarkKind::kFollows, channel.value);
  if (trigger == CustomerTrigger::kFollow) {
    world.marks.Reserve(1);
    world.marks.FindOrAdd(customer, mark);
  } else if (trigger == CustomerTrigger::kUnfollow) {
    world.marks.Erase(
        customer, [&](const MarkRow& row) { return row.Key() == mark.Key(); });
  }
}

// G1: at channels without an entry. Where only the channel is told, at its
// first declared desk that has a welcome and serves.
void WelcomeFollower(World& world, uint32_t customer, ChannelId channel,
                     DeskId desk) {
  const RulesetData& rules = world.rules;
  if (rules.channels[channel.value].enters) return;
  if (!desk) desk = rules.channels[channel.value].welcomes_at;
  if (!desk || AskBlocked(world, customer, desk) != Reason::kNone) return;
  Welcome(world, customer, desk);
}

}  // namespace

Reason Trigger(World& world, const CustomerTriggers& event) {
  if (event.desk) {
    if (Reason r = CheckDesk(world, event.desk); r != Reason::kNone) return r;
  } else if (!world.rules.Knows(event.channel)) {
    return Reason::kUnknownChannel;
  }
  uint32_t customer = 0;
  if (Reason r = CheckCustomer(world, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  const ChannelId channel =
      event.desk ? world.rules.desks[event.desk.value].channel : event.channel;
  if (world.rules.keeps_followers) {
    NoteFollowing(world, customer, channel, event.trigger);
  }
  if (world.rules.channels[channel.value].keeps) {
    TellPlatform(world, customer, channel, event);
  }
  if (event.trigger == CustomerTrigger::kFollow && world.rules.any_welcomes) {
    WelcomeFollower(world, customer, channel, event.desk);
  }
  return Reason::kNone;
}

Reason Fail(World& world, const DeliveryFails& event) {
  uint32_t customer = 0;
  if (Reason r =
          CheckDeskAndCustomer(world, event.desk, event.customer, &customer);
      r != Reason::kNone) {
    return r;
  }
  if (event.source == TextSource::kWelcome) {
    ForgetWelcome(world, customer, event.desk);
  }
  const ChannelId channel = world.rules.desks[event.desk.value].channel;
  if (event.cause == FailureCause::kRejected ||
      event.cause == FailureCause::kOther) {
    return Reason::kNone;
  }
  if (event.cause == FailureCause::kUnfollowed) {
    if (world.rules.keeps_followers) {
      NoteFollowing(world, customer, channel, CustomerTrigger::kUnfollow);
    }
    if (world.rules.channels[channel.value].keeps) {
      Unfollow(world, customer, channel);
    }
    return Reason::kNone;
  }
  if (!world.rules.any_windows) return Reason::kNone;
  // What is bound to a use has its own end; this one was for any message.
  world.grants.EachOf(customer, [&](GrantRow& row) {
    if (row.channel != channel.value || row.use != SendUse::kAny) return;
    row.left = 0;
    if (event.cause == FailureCause::kWindowClosed) {
      row.until = std::min(row.until, world.now.ms);
    }
  });
  if (world.rules.limits_by_window) FollowWindow(world, customer, channel);
  LookAtForgetting(world, customer);
  RenewWindows(world, customer, channel);
  return Reason::kNone;
}

void EndPage(World& world, uint32_t row) {
  PageRow& page = world.pages.rows[row];
  const TemplateFor to{
      page.session, page.customer, {page.desk}, {page.agent}, Reason::kOffPage};
  page.waits_from = INT64_MAX;
  page.session = 0;
  page.agent = 0;
  const ChannelId channel = world.rules.desks[to.desk.value].channel;
  // F4: who was blocked meanwhile gets none.
  Reason none = AskBlocked(world, to.customer, to.desk);
  if (none == Reason::kNone) none = AskTemplate(world, to.customer, channel);
  if (none == Reason::kNone) {
    SendOneTemplate(world, to);
  } else {
    EmitNotSent(world, to.customer, to.desk, to.session, none).agent =
        to.agent.value;
  }
  LookAtForgetting(world, to.customer);
}

}  // namespace kefu::windows
