// A2, A3, A4, A13: what agents may do and what they can take.

#include <algorithm>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

Reason Oracle::ChangeSettings(const Incoming& e) {
  AgentState& agent = At(e.agent);
  if (e.detail != 0) agent.auto_accept = static_cast<AutoAccept>(e.detail);
  if (e.capacity) agent.capacity = *e.capacity;
  PostFill(e.agent);
  return Reason::kNone;
}

// A4. The batch is served in waiting order; what is left out is refused in the
// order of the event's list.
Reason Oracle::Accepts(const Incoming& e) {
  const AgentStatus status = StatusAt(e.agent, e.desk);
  if (status == AgentStatus::kOffline) return Reason::kAgentOffline;
  if (status == AgentStatus::kAway) return Reason::kAgentAway;
  if (!May(e.agent, Right::kAccept)) return Reason::kNotPermitted;

  struct Item {
    uint64_t customer;
    const S* session;
    Reason reason;
  };
  std::vector<Item> items;
  for (const uint64_t customer : e.customers) {
    items.push_back({customer, Find(customer, e.desk), Reason::kNone});
  }
  std::vector<Item*> order;
  for (Item& item : items) order.push_back(&item);
  std::stable_sort(order.begin(), order.end(), [&](Item* a, Item* b) {
    if (a->session == nullptr || b->session == nullptr) {
      return a->session != nullptr && b->session == nullptr;
    }
    const bool x = a->session->to_reaccept, y = b->session->to_reaccept;
    if (x != y) return y;  // those that have lapsed are behind who waits
    return x ? a->session->number < b->session->number
             : Before(*a->session, *b->session);
  });

  Taken taken;
  for (Item* item : order) {
    item->reason = CheckCustomer(item->customer);
    if (item->reason != Reason::kNone) continue;
    item->reason = AcceptOne(e, item->session, &taken);
  }
  bool left_out = false;
  for (const Item& item : items) {
    if (item.reason == Reason::kNone) continue;
    left_out = true;
    Refuse(item.reason, item.customer, e.record.agent, e.record.desk);
  }
  if (left_out && settings_.AllOrNothing(e.desk)) return Reason::kNone;
  for (const Item* item : order) {
    if (item->reason != Reason::kNone) continue;
    S& session = sessions_.at(item->session->number);
    if (session.to_reaccept) {
      Revive(session);
      continue;
    }
    if (session.offer && session.offer->agent == e.agent) {
      AcceptOffer(session);
      continue;
    }
    Dequeue(session, Reason::kAssigned);
    Assign(session, e.agent, session.group,
           {.by = AssignBy::kManual, .rung = Rung::kByHand});
  }
  return Reason::kNone;
}

Reason Oracle::AcceptOne(const Incoming& e, const S* session,
                         Taken* taken) const {
  if (session == nullptr) return Reason::kNoSession;
  const bool his = session->to_reaccept && session->owner == e.agent;
  if (session->state == SessionState::kServing && !his) {
    return Reason::kAlreadyAssigned;
  }
  if (!his && session->state != SessionState::kWaiting) {
    return Reason::kWrongState;
  }
  if (!his && !HisList(e.agent, *session)) return Reason::kNotYourGroup;
  if (!ServesStore(e.agent, StoreOf(session->facts))) {
    return Reason::kOtherStore;
  }
  if (session->dedicated >= 0 && session->dedicated != e.agent) {
    return Reason::kAwaitsDedicated;
  }
  if (!taken->asked.insert(session->number).second) {
    return Reason::kAlreadyAssigned;  // a second time in the list
  }
  // His place is reserved (A16).
  if (session->offer && session->offer->agent == e.agent) return Reason::kNone;
  int64_t taken_of_all = 0;
  for (const auto& [group, cost] : taken->cost) taken_of_all += cost;
  if (Load(e.agent) + taken_of_all + session->cost > HardMaximum(e.agent)) {
    return Reason::kOverMaximum;
  }
  const Place place{e.agent, session->group, session->desk};
  if (!settings_.AcceptOverCapacity(place) &&
      RoomAfter(e.agent, session->group, session->desk, taken->cost) <
          session->cost) {
    return Reason::kOverCapacity;
  }
  taken->cost[session->group] += session->cost;
  return Reason::kNone;
}

// R12: a group serves the desks it lists, default all.
bool Oracle::Serves(int group, int desk) const {
  const auto& desks = config_.groups[static_cast<size_t>(group)].desks;
  const auto& name = config_.desks[static_cast<size_t>(desk)].name;
  return desks.empty() ||
         std::find(desks.begin(), desks.end(), name) != desks.end();
}

bool Oracle::IsMember(int group, int agent) const {
  const auto& name = config_.agents[static_cast<size_t>(agent)].name;
  const auto& members = config_.groups[static_cast<size_t>(group)].agents;
  return std::any_of(members.begin(), members.end(),
                     [&](const MemberConfig& m) { return m.agent == name; });
}

// The participants of a desk. Without groups their order is that of the
// desk's own list.
std::vector<int> Oracle::Participants(int desk) const {
  const DeskConfig& config = config_.desks[static_cast<size_t>(desk)];
  std::vector<int> all;
  if (config.agents) {
    for (const auto& name : *config.agents) {
      all.push_back(settings_.Agent(name));
    }
  }
  for (const int agent : SlotAgents(desk, false)) all.push_back(agent);
  if (!config_.groups.empty()) {
    for (size_t g = 0; g < config_.groups.size(); ++g) {
      if (!Serves(static_cast<int>(g), desk)) continue;
      for (const MemberConfig& member : config_.groups[g].agents) {
        all.push_back(settings_.Agent(member.agent));
      }
    }
  } else if (config.agents || !config.slots.empty()) {
    return all;
  } else if (settings_.MainAccount() >= 0) {
    all.push_back(settings_.MainAccount());
  } else {
    for (size_t i = 0; i < agents_.size(); ++i) {
      all.push_back(static_cast<int>(i));
    }
  }
  return all;
}

bool Oracle::Participates(int agent, int desk) const {
  const std::vector<int> all = Participants(desk);
  return std::find(all.begin(), all.end(), agent) != all.end();
}

// Whether he may take or discard by hand what waits there (A4, Q4).
bool Oracle::HisList(int agent, const S& session) const {
  return session.group >= 0 ? IsMember(session.group, agent)
                            : Participates(agent, session.desk);
}

// A17, A9: what is held, idle or has lapsed costs nothing.
int64_t Oracle::Weighs(const S& session) {
  const bool free = session.held || session.idle || session.to_reaccept;
  return free ? 0 : session.cost;
}

int64_t Oracle::Load(int agent) const {
  int64_t load = 0;
  for (const auto& [number, session] : sessions_) {
    if (session.owner == agent) load += Weighs(session);
    // A16: the place is reserved.
    if (session.offer && session.offer->agent == agent) load += session.cost;
  }
  return load;
}

std::optional<int64_t> Oracle::ChannelLimit(int agent, int channel) const {
  if (channel < 0) return std::nullopt;
  const ChannelConfig& config = config_.channels[static_cast<size_t>(channel)];
  const auto& own = config_.agents[static_cast<size_t>(agent)];
  for (const ChannelCapacityConfig& one : own.channel_capacities) {
    if (one.channel == config.name) return one.capacity;
  }
  return config.capacity;
}

int64_t Oracle::Room(int agent, int group, int desk) const {
  return RoomAfter(agent, group, desk, {});
}

// A2: the smallest of the limits that hold for a session of this group and
// desk. `taken`: the cost, by group, of what he is about to take at this desk.
int64_t Oracle::RoomAfter(int agent, int group, int desk,
                          const std::map<int, int64_t>& taken) const {
  const int channel = settings_.ChannelOfDesk(desk);
  int64_t load = 0, of_channel = 0, of_group = 0;
  for (const auto& [number, session] : sessions_) {
    const bool asked = session.offer && session.offer->agent == agent;
    if (session.owner != agent && !asked) continue;
    load += Weighs(session);
    if (settings_.ChannelOfDesk(session.desk) == channel) {
      of_channel += Weighs(session);
    }
    if (session.group == group) of_group += Weighs(session);
  }
  for (const auto& [taken_of, cost] : taken) {
    load += cost;
    of_channel += cost;
    if (taken_of == group) of_group += cost;
  }
  int64_t room = At(agent).capacity - load;
  if (const auto limit = ChannelLimit(agent, channel)) {
    room = std::min(room, *limit - of_channel);
  }
  if (group >= 0) {
    const auto& limit = config_.groups[static_cast<size_t>(group)].capacity;
    if (limit) room = std::min(room, *limit - of_group);
  }
  // A13: the hard maximum binds all.
  return std::min(room, HardMaximum(agent) - load);
}

int64_t Oracle::HardMaximum(int agent) const {
  return config_.agents[static_cast<size_t>(agent)].hard_maximum.value_or(
      config_.tenant.hard_maximum);
}

}  // namespace kefu::oracle
