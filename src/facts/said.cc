#include "src/facts/said.h"

#include <algorithm>

#include "src/facts/local_time.h"
#include "src/model/grants.h"

namespace kefu {
namespace {

// Whether that session is open, or may open again (S1).
bool IsThere(const World& world, uint32_t customer, const SaidRow& row) {
  const ContactRow c = world.contacts.Find(customer, {row.desk});
  if (c == 0) return false;
  const Contact& contact = world.contacts[c];
  const auto number = static_cast<uint64_t>(row.mark);
  if (contact.session != 0) return contact.session == number;
  return contact.row != 0 && world.sessions[contact.row].number == number &&
         world.sessions.More(contact.row).merge_agent != 0;
}

int64_t MarkOf(const World& world, const Contact& contact, TextLimit limit) {
  if (limit == TextLimit::kSession) {
    return static_cast<int64_t>(contact.session);
  }
  if (limit == TextLimit::kDay) return LocalDay(world.rules, world.now);
  const ChannelId channel = world.rules.desks[contact.desk].channel;
  return world.rules.channels[channel.value].limited
             ? SharedUntil(world, contact.customer, channel)
             : INT64_MAX;
}

SaidRow KeyedRow(const Contact& contact, TextSource source, RuleId rule,
                 TextLimit limit) {
  SaidRow row;
  row.desk = contact.desk;
  row.rule = rule.value;
  row.source = source;
  row.limit = limit;
  return row;
}

}  // namespace

bool Says(const World& world, uint32_t customer, const SaidRow& row) {
  switch (row.limit) {
    case TextLimit::kSession:
      return IsThere(world, customer, row);
    case TextLimit::kDay:
      return row.mark == LocalDay(world.rules, world.now);
    case TextLimit::kWindow:
      return world.now < Instant{row.mark};
    case TextLimit::kNone:
      break;
  }
  return false;
}

SaidRow SaidNow(const World& world, const Contact& contact, TextSource source,
                RuleId rule, TextLimit limit) {
  SaidRow row = KeyedRow(contact, source, rule, limit);
  row.mark = MarkOf(world, contact, limit);
  return row;
}

bool WasSaid(const World& world, const Contact& contact, TextSource source,
             RuleId rule, TextLimit limit) {
  if (limit == TextLimit::kNone) return false;
  const uint32_t row = world.said.Find(
      contact.customer, KeyedRow(contact, source, rule, limit).Key());
  return row != 0 && Says(world, contact.customer, world.said[row]);
}

int64_t SharedUntil(const World& world, uint32_t customer, ChannelId channel) {
  int64_t until = INT64_MIN;
  world.grants.EachOf(customer, [&](const GrantRow& row) {
    if (row.channel == channel.value && row.use == SendUse::kAny &&
        row.state == SessionState::kNone) {
      until = std::max(until, row.until);
    }
  });
  return until;
}

}  // namespace kefu
