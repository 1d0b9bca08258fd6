// The other half of a restore: agents, lists, blocks, and what follows from
// all that was read.

#include <algorithm>

#include "src/codec/snapshot_restorer.h"
#include "src/codec/snapshot_rows.h"
#include "src/facts/standing.h"
#include "src/model/agent_clock.h"
#include "src/model/book.h"

namespace kefu::codec {
namespace {

constexpr uint16_t kMostCapacity = 1000;  // A2

}  // namespace

void SnapshotRestorer::Blocks() {
  const Place& at = state_at_;
  std::pair<uint32_t, uint16_t> last{0, 0};
  for (const BlockWire& wire : state_.blocks) {
    const std::pair<uint32_t, uint16_t> key{wire.customer, wire.desk};
    at.Require(key > last, "blocks out of order");
    last = key;
    at.Require(wire.customer != 0 && wire.customer <= w_.contacts.rows() &&
                   !w_.contacts.IsFree(wire.customer),
               "a block of nobody");
    if (wire.until != INT64_MAX) at.Time(wire.until, "the end of a block");
    const auto desk = static_cast<uint16_t>(Id(kDeskNames, wire.desk, at));
    w_.blocks.Set(wire.customer, {desk}, {wire.until});
  }
}

void SnapshotRestorer::Agents() {
  const PartView& part = parts_[Part::kAgents];
  const Place all{part.offset, "the agents", 0};
  all.Require(part.rows == ids_.count(kAgentNames) - 1,
              "not one for each name");
  for (uint32_t a = 1; a <= part.rows; ++a) {
    const uint32_t id = ids_(kAgentNames, a);
    if (id == 0 || !rules_.agents[id].alive) continue;
    const auto wire = part.Get<AgentWire>(a - 1);
    const Place at = At(Part::kAgents, a - 1, "agent");
    at.Require((wire.flags & kNoAgentFlags) == 0 && wire.reserved == 0 &&
                   wire.reserved2 == 0,
               "what is reserved is not zero");
    at.Require(IsValue<AgentStatus>(wire.status) &&
                   IsValue<AutoAccept>(wire.auto_accept),
               "no such status or setting");
    at.Require(wire.capacity <= kMostCapacity, "his capacity is out of range");
    at.Require(wire.last_assigned <= state_.last_assignment,
               "an assignment that is still to come");
    at.Require(wire.online_number <= state_.last_assignment,
               "a number that is still to be given");
    for (const int64_t ms : {wire.idle_since, wire.online_at,
                             wire.wrap_up_until, wire.lost_at, wire.free_at}) {
      at.Time(ms, "a time is out of range");
    }
    const RampRules& ramp = rules_.agents[id].ramp;
    at.Require(wire.ramp_count <= ramp.count &&
                   wire.ramp_next < std::max<uint32_t>(ramp.count, 1),
               "his ramp is out of range");
    FromWire(wire, &w_.agents[id], &w_.agents_more[id]);
    at.Require(w_.agents_more[id].offers == 0 ||
                   w_.agents[id].status == AgentStatus::kOnline,
               "an offer to somebody who is not online");
    w_.logged_in += IsLoggedIn(w_.agents[id]);
  }
}

void SnapshotRestorer::Ramps() {
  const PartView& part = parts_[Part::kRamps];
  const uint64_t places = rules_.ramp_places;
  const Place all{part.offset, "the ramps", 0};
  all.Require(part.rows == places * (ids_.count(kAgentNames) - 1),
              "not one for each agent");
  for (uint64_t i = 0; i < part.rows; ++i) {
    const auto a = static_cast<uint32_t>(i / places + 1);
    const auto ms = part.Get<int64_t>(i);
    At(Part::kRamps, i, "ramp").Time(ms, "a time is out of range");
    const uint32_t id = ids_(kAgentNames, a);
    if (id != 0) w_.Ramp({id})[i % places] = ms;
  }
}

void SnapshotRestorer::Logins() {
  const Place& at = state_at_;
  uint32_t last = 0;
  for (const LoginWire& wire : state_.logins) {
    at.Require(w_.logins.on() && wire.agent > last && !wire.desks.empty(),
               "chosen desks out of order, or where nobody chooses");
    last = wire.agent;
    const AgentId agent{Id(kAgentNames, wire.agent, at)};
    at.Require(agent && w_.agents[agent.value].connected,
               "chosen desks of somebody who is not logged in");
    std::vector<uint16_t> desks;
    for (const uint16_t desk : wire.desks) {
      desks.push_back(static_cast<uint16_t>(Id(kDeskNames, desk, at)));
      at.Require(desks.back() != 0 &&
                     rules_.IsParticipant(agent, DeskId{desks.back()}),
                 "a chosen desk that is not his");
    }
    std::sort(desks.begin(), desks.end());
    at.Require(std::adjacent_find(desks.begin(), desks.end()) == desks.end(),
               "a chosen desk twice");
    w_.logins.Choose(agent, std::move(desks));
  }
}

void SnapshotRestorer::Lists() {
  const size_t groups = ids_.count(kGroupNames) - 1;
  const size_t desks = ids_.count(kDeskNames) - 1;
  state_at_.Require(state_.lists.size() == groups + desks,
                    "not one list for each group and desk");
  for (size_t i = 0; i < groups + desks; ++i) {
    if (i < groups) {
      const uint32_t id = ids_(kGroupNames, static_cast<uint32_t>(i + 1));
      if (rules_.Knows(GroupId{static_cast<uint16_t>(id)})) {
        List(rules_.ListOf(GroupId{static_cast<uint16_t>(id)}),
             state_.lists[i]);
      }
    } else {
      const uint32_t id =
          ids_(kDeskNames, static_cast<uint32_t>(i - groups + 1));
      if (rules_.Knows(DeskId{static_cast<uint16_t>(id)})) {
        List(rules_.desks[id].own_list, state_.lists[i]);
      }
    }
  }
}

void SnapshotRestorer::List(ListId id, const ListWire& wire) {
  const Place& at = state_at_;
  const ListData& list = rules_.lists[id];
  at.Require(wire.last == MinTree::kNone || wire.last < list.members_count,
             "the last one of a list is not in it");
  w_.roster.SetLast(id, wire.last);
  const size_t values = list.keeps_values ? list.members_count : 0;
  at.Require(members_ == Members::kSame ? wire.currents.size() == values
                                        : wire.currents.size() <= values,
             "not one value for each member of a list");
  for (uint32_t i = 0; i < wire.currents.size(); ++i) {
    const int64_t value = wire.currents[i];
    at.Require(
        -Roster::kLargestCurrent < value && value < Roster::kLargestCurrent,
        "a member's value is out of range");
    w_.roster.SetCurrent(list.members_begin + i, value);
  }
  ListState& closes = w_.list_states[id];
  at.Require(wire.handled.size() <= ListState::kCloses &&
                 wire.next < ListState::kCloses &&
                 (wire.handled.size() == ListState::kCloses ||
                  wire.next == wire.handled.size()),
             "the last closes of a list are out of range");
  for (const int64_t ms : wire.handled) {
    at.Require(ms >= 0 && ms <= 2 * kLastInstant.ms,
               "a close of a list is out of range");
    closes.handled_ms[closes.count++] = ms;
  }
  closes.next = wire.next;
}

// ------------------------------------------------------------- what follows

void SnapshotRestorer::Seat() {
  for (uint32_t m = 0; m < rules_.members.size(); ++m) {
    w_.roster.Sit(m, StandingOf(w_, m));
  }
}

void SnapshotRestorer::ArmAgents() {
  for (uint32_t a = 1; a < w_.agents.size(); ++a) {
    w_.agent_timers.Reserve(1);
    ArmIfSooner(w_, AgentId{a});
  }
}

// Whoever has a first event and no open session is looked at (forgetting.h).
void SnapshotRestorer::ArmForgetting() {
  if (!w_.forgetting.on()) return;
  for (uint32_t c = 1; c <= w_.contacts.rows(); ++c) {
    const CustomerStamp& stamp = w_.forgetting[c];
    if (stamp.first == 0) continue;
    bool open = false;
    for (ContactRow d = c; d != 0; d = w_.contacts[d].next) {
      open = open || w_.contacts[d].session != 0;
    }
    if (open) continue;
    const Instant due = Instant{stamp.last_at} + w_.forgetting.after();
    w_.forgetting.Reserve(1);
    w_.forgetting.List(c, std::max(due, w_.now + Duration{1}), w_.now);
  }
}

}  // namespace kefu::codec
