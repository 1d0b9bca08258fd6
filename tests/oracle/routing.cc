// R3, R5, R8, O1: how a session finds its agent, or the list where it waits.

#include <algorithm>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

void Oracle::Route(S& session, int excluded) {
  Reason sticky = Reason::kNone;
  if (Sticky(session, excluded, &sticky)) return;
  const std::vector<int> participants = Participants(session.desk);
  const bool somebody = std::any_of(
      participants.begin(), participants.end(),
      [&](int agent) { return At(agent).status == AgentStatus::kOnline; });
  if (!somebody) {
    PlanNobody(session, excluded, Rung::kNobodyPresent, Reason::kNobodyPresent);
    return;
  }
  RouteByScope(session, excluded, sticky);
}

// R5: the first rung that the remembered agent meets. `*reason`: why the last
// rung did not take him.
bool Oracle::Sticky(S& session, int excluded, Reason* reason) {
  const Memory* memory = Remembered(session);
  for (const StickyRungConfig& rung : settings_.Ladder(session.desk)) {
    *reason = TryRung(session, rung, memory, excluded);
    if (*reason != Reason::kNone) continue;
    Assign(session, memory->agent, OwnGroup(memory->agent, session.desk),
           AssignBy::kSticky, Rung::kSticky, Reason::kNone, 1);
    return true;
  }
  return false;
}

Reason Oracle::TryRung(const S& session, const StickyRungConfig& rung,
                       const Memory* memory, int excluded) const {
  if (memory == nullptr) return Reason::kNoMemory;
  if (at_ >= memory->at + rung.within.ms) return Reason::kTooLongAgo;
  const int agent = memory->agent;
  if (!Participates(agent, session.desk)) return Reason::kNotParticipant;
  if (agent == excluded) return Reason::kExcluded;
  const AgentState& state = At(agent);
  if (std::find(rung.statuses.begin(), rung.statuses.end(), state.status) ==
      rung.statuses.end()) {
    switch (state.status) {
      case AgentStatus::kOffline:
        return Reason::kAgentOffline;
      case AgentStatus::kAway:
        return Reason::kAgentAway;
      default:
        return Reason::kSuspended;
    }
  }
  if (state.auto_accept != AutoAccept::kOn) return Reason::kAutoAcceptOff;
  const int group = OwnGroup(agent, session.desk);
  if (!rung.over_capacity && Room(agent, group, session.desk) < session.cost) {
    return Reason::kAtCapacity;
  }
  if (Load(agent) + session.cost > HardMaximum(agent)) {
    return Reason::kOverMaximum;
  }
  return Reason::kNone;
}

// The first declared group at that desk that he is a member of.
int Oracle::OwnGroup(int agent, int desk) const {
  for (size_t g = 0; g < config_.groups.size(); ++g) {
    const int group = static_cast<int>(g);
    if (Serves(group, desk) && IsMember(group, agent)) return group;
  }
  return kNone;
}

// The groups whose scope the session meets, the best ranked first (R8).
std::vector<int> Oracle::MatchingGroups(const S& session) const {
  const std::vector<ScopeDimension> order = settings_.ScopeOrder(session.desk);
  std::map<std::pair<size_t, int>, int> ranked;
  for (size_t g = 0; g < config_.groups.size(); ++g) {
    const int group = static_cast<int>(g);
    if (!Serves(group, session.desk)) continue;
    const ScopeConfig& scope = config_.groups[g].scope;
    size_t rank = order.size();  // no scope: after those that have one
    bool matches = true;
    for (size_t i = 0; i < order.size(); ++i) {
      const auto& [filled, value] = Dimension(scope, session.facts, order[i]);
      if (filled->empty()) continue;
      rank = std::min(rank, i);
      matches =
          matches && !value->empty() &&
          std::find(filled->begin(), filled->end(), *value) != filled->end();
    }
    if (matches) ranked[{rank, group}] = group;
  }
  std::vector<int> groups;
  for (const auto& [key, group] : ranked) groups.push_back(group);
  return groups;
}

std::pair<const std::vector<std::string>*, const std::string*>
Oracle::Dimension(const ScopeConfig& scope, const Facts& facts,
                  ScopeDimension dimension) {
  switch (dimension) {
    case ScopeDimension::kProduct:
      return {&scope.products, &facts.product};
    case ScopeDimension::kIntent:
      return {&scope.intents, &facts.intent};
    case ScopeDimension::kOrderStatus:
      return {&scope.order_statuses, &facts.order_status};
  }
  return {&scope.products, &facts.product};
}

void Oracle::RouteByScope(S& session, int excluded, Reason sticky) {
  int group = kNone;  // the desk's own list is the group where there are none
  if (!config_.groups.empty()) {
    const std::vector<int> matching = MatchingGroups(session);
    const auto& desk = config_.desks[static_cast<size_t>(session.desk)];
    if (!matching.empty()) {
      group = matching[0];
      const auto present =
          std::find_if(matching.begin(), matching.end(), [&](int candidate) {
            return AnyPresent(Members({candidate, session.desk}));
          });
      if (settings_.SkipAbsent(session.desk) && present != matching.end()) {
        group = *present;
      }
    } else if (!desk.default_group.empty()) {
      group = settings_.Group(desk.default_group);
    } else {
      PlanNobody(session, excluded, Rung::kScope, Reason::kNoGroup);
      return;
    }
  }
  const List list{group, session.desk};
  const Choice choice = Choose(list, session, excluded, kNone);
  if (choice.agent >= 0) {
    Assign(session, choice.agent, group, AssignBy::kScope, Rung::kScope, sticky,
           choice.asked);
  } else {
    Enqueue(session, group, Rung::kScope, WhyItWaits(Members(list)));
  }
}

bool Oracle::AnyPresent(const std::vector<Member>& members) const {
  return std::any_of(members.begin(), members.end(), [&](const Member& m) {
    return At(m.agent).status == AgentStatus::kOnline;
  });
}

Reason Oracle::WhyItWaits(const std::vector<Member>& members) const {
  if (!AnyPresent(members)) return Reason::kGroupAbsent;
  bool somebody_off = false;
  for (const Member& member : members) {
    const AgentState& agent = At(member.agent);
    if (agent.status != AgentStatus::kOnline) continue;
    if (agent.auto_accept != AutoAccept::kOn) {
      somebody_off = true;
    } else if (member.weight > 0) {
      return Reason::kAtCapacity;
    }
  }
  return somebody_off ? Reason::kAutoAcceptOff : Reason::kWeightZero;
}

// O1: the plan for a session that nobody can receive.
void Oracle::PlanNobody(S& session, int excluded, Rung rung, Reason reason) {
  const int main = settings_.MainAccount();
  if (settings_.PlanNobody(session.desk) == Plan::kMainAccount &&
      main != excluded) {
    Assign(session, main, OwnGroup(main, session.desk), AssignBy::kMainAccount,
           rung, reason, 1);
    return;
  }
  const std::vector<int> matching = MatchingGroups(session);
  const auto& desk = config_.desks[static_cast<size_t>(session.desk)];
  int group = kNone;
  if (!matching.empty()) {
    group = matching[0];
  } else if (!desk.default_group.empty()) {
    group = settings_.Group(desk.default_group);
  }
  Enqueue(session, group, rung, reason);
}

// The assignment itself, by whatever way (R, Q2, A4).
void Oracle::Assign(S& session, int agent, int group, AssignBy by, Rung rung,
                    Reason why, uint32_t asked) {
  session.state = SessionState::kServing;
  session.in_list = false;
  session.owner = agent;
  session.group = group;
  session.by = by;
  session.assigned_at = at_;
  session.returned = false;
  session.owner_wrote = false;
  At(agent).last_assignment = ++assignments_;
  if (settings_.WrittenOf(session.desk) == WrittenWhen::kAssignment) {
    WriteMemory(session);
  }
  StartSilence(session);

  EffectRecord& assign = Emit(EffectType::kAssign, session);
  assign.agent = names_.AgentId(agent);
  assign.group = names_.GroupId(group);
  assign.detail = static_cast<uint8_t>(by);
  assign.rung = static_cast<uint8_t>(rung);
  assign.why = static_cast<uint16_t>(why);
  assign.asked = asked;
  if (by != AssignBy::kManual && settings_.NewSessionNotice(agent)) {
    Notify(session, NoticeWhat::kNewSession);
  }
}

// A15, A8: those who are offline or away get no notices.
void Oracle::Notify(const S& session, NoticeWhat what) {
  const AgentStatus status = At(session.owner).status;
  if (status != AgentStatus::kOnline && status != AgentStatus::kSuspended) {
    return;
  }
  EffectRecord& notice = Emit(EffectType::kNotifyAgent, session);
  notice.agent = names_.AgentId(session.owner);
  notice.detail = static_cast<uint8_t>(what);
}

// ------------------------------------------------------------ sticky memory

Oracle::MemoryKey Oracle::KeyOf(const S& session) const {
  const bool one_for_all = settings_.MemoryScope() == StickyMemory::kTenant;
  return {session.customer, one_for_all ? kNone : session.desk};
}

Memory* Oracle::Remembered(const S& session) {
  const auto found = memories_.find(KeyOf(session));
  return found == memories_.end() ? nullptr : &found->second;
}

void Oracle::WriteMemory(const S& session) {
  memories_[KeyOf(session)] = {session.owner, at_};
}

// Moves its time, if it is still about the owner.
void Oracle::TouchMemory(const S& session) {
  Memory* memory = Remembered(session);
  if (memory != nullptr && memory->agent == session.owner) memory->at = at_;
}

// A message of one of the two in a session that is served.
void Oracle::RememberMessage(S& session, bool* first_word) {
  const bool both_before = session.customer_wrote && session.owner_wrote;
  *first_word = true;
  const bool both_now = session.customer_wrote && session.owner_wrote;
  if (both_now && !both_before &&
      settings_.WrittenOf(session.desk) == WrittenWhen::kBothTalked) {
    WriteMemory(session);
  }
  if (settings_.ClockOf(session.desk) == StickyClock::kLastMessage) {
    TouchMemory(session);
  }
}

}  // namespace kefu::oracle
