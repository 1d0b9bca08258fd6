#include "src/moves/step_say.h"

#include "src/facts/said.h"
#include "src/model/book.h"
#include "src/moves/step.h"
#include "src/moves/step_texts.h"

namespace kefu {
namespace {

// What is over makes room.
SaidRow& Write(World& world, uint32_t customer, const SaidRow& fresh) {
  world.said.Erase(customer, [&](const SaidRow& row) {
    return !Says(world, customer, row);
  });
  return world.said[world.said.FindOrAdd(customer, fresh)];
}

void NoteSaid(World& world, const Contact& contact, TextSource source,
              RuleId rule, TextLimit limit) {
  if (limit == TextLimit::kNone) return;
  const SaidRow now = SaidNow(world, contact, source, rule, limit);
  Write(world, contact.customer, now).mark = now.mark;
}

}  // namespace

void Say(World& world, const Contact& contact, TextSource source,
         const SayRule& rule) {
  if (WasSaid(world, contact, source, rule.rule, rule.limit)) return;
  if (EmitTexts(world, contact, source, rule.messages, {rule.rule, {}})) {
    NoteSaid(world, contact, source, rule.rule, rule.limit);
  }
}

void AskRobotOrReply(World& world, const Contact& contact,
                     const Decision& decision) {
  const DeskId desk{contact.desk};
  const SayRule* const reply = DefaultReplyAt(world, desk);
  const bool replies = contact.state == SessionState::kPooled ||
                       world.rules.desks[contact.desk].agentless;
  if (reply != nullptr && replies) {
    Say(world, contact, TextSource::kDefaultReply, *reply);
  } else if (contact.state != SessionState::kPooled ||
             world.rules.desks[contact.desk].robot_first) {
    EmitAskRobot(world, contact, decision);
  }
}

void GreetOnAccept(World& world, const Contact& contact, AssignBy by,
                   bool given_away) {
  constexpr TextSource kSource = TextSource::kAcceptGreeting;
  constexpr TextLimit kOnce = TextLimit::kSession;
  const Place place = PlaceOf(contact);
  const TextId texts = world.rules.accept_greeting(place);
  const bool by_hand = by == AssignBy::kManual || by == AssignBy::kClaim;
  if (!texts || given_away || by == AssignBy::kTransfer ||
      by == AssignBy::kReopen ||
      (by_hand && !world.rules.greets_by_hand(place)) ||
      !OwnerServes(world, contact)) {
    return;
  }
  const TextLimit limit = world.rules.desks[contact.desk].saying.greeting_limit;
  if (WasSaid(world, contact, kSource, {}, kOnce) ||
      WasSaid(world, contact, kSource, {}, limit)) {
    return;
  }
  if (!EmitTexts(world, contact, kSource, texts)) return;
  NoteSaid(world, contact, kSource, {}, kOnce);
  NoteSaid(world, contact, kSource, {}, limit);
}

uint32_t CountMisunderstood(World& world, const Contact& contact) {
  SaidRow& row = Write(
      world, contact.customer,
      SaidNow(world, contact, TextSource::kNone, {}, TextLimit::kSession));
  if (row.count < UINT16_MAX) ++row.count;
  return row.count;
}

void ForgetMisunderstood(World& world, const Contact& contact) {
  world.said.Erase(contact.customer, [&](const SaidRow& row) {
    return row.desk == contact.desk && row.source == TextSource::kNone;
  });
}

void PostHandOver(World& world, ContactRow c, bool written) {
  const Contact& contact = world.contacts[c];
  ForgetMisunderstood(world, contact);
  const bool pooled = contact.state == SessionState::kPooled;
  if (written && !pooled) world.asks_person_in = contact.session;
  Signal& signal =
      world.signals.Post(pooled ? SignalKind::kTryPool : SignalKind::kRoute);
  signal.contact = c;
  signal.written = written;
}

void FollowWindow(World& world, uint32_t customer, ChannelId channel) {
  // A channel without windows has one that does not end.
  if (!world.rules.channels[channel.value].limited) return;
  world.said.EachOf(customer, [&](SaidRow& row) {
    if (row.limit != TextLimit::kWindow || world.now >= Instant{row.mark} ||
        world.rules.desks[row.desk].channel != channel) {
      return;
    }
    row.mark = SharedUntil(world, customer, channel);
  });
}

}  // namespace kefu
