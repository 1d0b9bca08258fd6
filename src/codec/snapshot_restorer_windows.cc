// What customers have granted, and who is off a page (W1, W3 to W5).

#include "src/codec/snapshot_restorer.h"
#include "src/model/grants.h"

namespace kefu::codec {
namespace {

// Whether the channel has a grant of this kind for so many messages.
bool MayHave(const ChannelData& channel, const GrantWire& wire) {
  for (const GrantRule& rule : channel.grants) {
    if (static_cast<uint8_t>(rule.use) == wire.use &&
        static_cast<uint8_t>(rule.state) == wire.state &&
        wire.left <= rule.count) {
      return true;
    }
  }
  return false;
}

}  // namespace

uint32_t SnapshotRestorer::Somebody(uint32_t customer, const Place& at) const {
  at.Require(customer != 0 && customer <= w_.contacts.rows() &&
                 !w_.contacts.IsFree(customer),
             "of nobody");
  return customer;
}

void SnapshotRestorer::AddGrant(const GrantWire& wire, const Place& at) {
  const uint32_t customer = Somebody(wire.customer, at);
  GrantRow row;
  row.channel = static_cast<uint16_t>(Id(kChannelNames, wire.channel, at));
  const ChannelData& channel = rules_.channels[row.channel];
  at.Require(channel.keeps, "of a channel that remembers nothing");
  at.Require(wire.flags <= 1 && wire.reserved == 0,
             "what is reserved is not zero");
  if (wire.use == 0) {
    at.Require(wire.until == 0 && wire.desk == 0 && wire.state == 0 &&
                   wire.left != kUnlimited && (wire.left | wire.flags) != 0,
               "nothing is known");
  } else {
    at.Time(wire.until, "its end is out of range");
    at.Require(
        wire.until > state_.now && wire.flags == 0 && MayHave(channel, wire),
        "a grant that its channel does not give");
    row.desk = static_cast<uint16_t>(Id(kDeskNames, wire.desk, at));
    at.Require((row.desk != 0) == (wire.state != 0),
               "bound to a state without a desk, or to none with one");
    at.Require(
        row.desk == 0 || rules_.desks[row.desk].channel.value == row.channel,
        "of a desk of another channel");
  }
  row.until = wire.until;
  row.left = wire.left;
  row.use = static_cast<SendUse>(wire.use);
  row.state = static_cast<SessionState>(wire.state);
  row.unfollowed = wire.flags != 0;
  at.Require(w_.grants.Find(customer, row.Key()) == 0, "a grant twice");
  w_.grants.Reserve(1);
  w_.grants.FindOrAdd(customer, row);
}

void SnapshotRestorer::AddPage(const PageWire& wire, const Place& at) {
  PageRow row;
  row.customer = Somebody(wire.customer, at);
  row.desk = static_cast<uint16_t>(Id(kDeskNames, wire.desk, at));
  const ChannelData& channel =
      rules_.channels[rules_.desks[row.desk].channel.value];
  at.Require(row.desk != 0 && channel.page, "of a desk without a page");
  at.Require(wire.reserved == 0, "what is reserved is not zero");
  row.agent = Id(kAgentNames, wire.agent, at);
  row.session = wire.session;
  const bool waits = wire.session != 0;
  at.Require(waits == (row.agent != 0) && wire.session <= state_.last_session,
             "a message of no session");
  if (waits) {
    at.Time(wire.waits_from, "its time is out of range");
    at.Require(wire.waits_from <= state_.now, "a message still to come");
    row.waits_from = wire.waits_from;
  } else {
    at.Require(wire.waits_from == 0, "a time of nothing");
  }
  at.Require(w_.pages.rows.Find(row.customer, row.Key()) == 0, "a page twice");
  w_.pages.Reserve(1);
  const uint32_t i = w_.pages.rows.FindOrAdd(row.customer, row);
  if (!waits) return;
  w_.pages.Arm(i, Instant{row.waits_from} + channel.page_template_after,
               row.session, {state_.now});
}

}  // namespace kefu::codec
