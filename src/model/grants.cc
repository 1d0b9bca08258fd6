#include "src/model/grants.h"

#include <algorithm>

#include "src/model/world.h"

namespace kefu {
namespace {

// `desk`: with a state, of whose session it is.
GrantRow Fresh(ChannelId channel, SendUse use,
               SessionState state = SessionState::kNone, DeskId desk = {}) {
  GrantRow row;
  row.channel = channel.value;
  row.use = use;
  row.state = state;
  row.desk = desk.value;
  return row;
}

}  // namespace

void GiveGrants(World& world, uint32_t customer, ChannelId channel, DeskId desk,
                SessionState state, WindowTrigger trigger) {
  const ChannelData& data = world.rules.channels[channel.value];
  for (const GrantRule& rule : data.GrantsOf(trigger)) {
    const bool bound = rule.state != SessionState::kNone;
    if (bound && (!desk || rule.state != state)) continue;
    const DeskId of = bound ? desk : DeskId{};
    const int64_t until = (world.now + rule.lifetime).ms;
    GrantRow& row = world.grants.Get(
        customer,
        GrantRow::KeyOf(channel.value, rule.use, rule.state, of.value),
        [&] { return Fresh(channel, rule.use, rule.state, of); });
    const bool merges = rule.use == SendUse::kAny && !data.replaces;
    if (merges && row.OpenAt(world.now)) {
      row.left = std::max(row.left, rule.count);
      row.until = std::max(row.until, until);
    } else {
      row.left = rule.count;
      row.until = until;
    }
  }
}

void EndGrants(World& world, uint32_t customer, DeskId desk,
               SessionState state) {
  world.grants.Erase(customer, [&](const GrantRow& row) {
    return row.state == state && row.desk == desk.value;
  });
}

const GrantRow* KnownOf(const World& world, uint32_t customer,
                        ChannelId channel) {
  const uint32_t row =
      world.grants.Find(customer, Fresh(channel, SendUse::kNone).Key());
  return row == 0 ? nullptr : &world.grants[row];
}

GrantRow& KnowOf(World& world, uint32_t customer, ChannelId channel) {
  const GrantRow fresh = Fresh(channel, SendUse::kNone);
  return world.grants.Get(customer, fresh.Key(), [&] { return fresh; });
}

}  // namespace kefu
