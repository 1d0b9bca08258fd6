// R3, R4, R5, R8, O1: how a session finds its agent, or the list where it
// waits.

#include <algorithm>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

void Oracle::Route(S& session, int excluded, bool opens) {
  LetSkillsGo(session);
  const auto& order = settings_.RoutingOrder(session.desk);
  Reason sticky = Reason::kNone;
  const bool robot_first = opens && settings_.RobotFirst(session.desk);
  // R7: sticky, else the robot, unless the order says where it comes.
  const bool all_day = AllDay(session.desk);
  if (robot_first && (all_day || std::count(order.begin(), order.end(),
                                            RoutingRung::kRobot) == 0)) {
    if (!all_day && Sticky(session, excluded, false, &sticky)) return;
    return ToRobot(session, kNone, Rung::kRobot, sticky);
  }
  if (all_day) return WaitForHand(session, excluded);
  RouteFrom(session, excluded, opens, 0, sticky);
}

void Oracle::RouteFrom(S& session, int excluded, bool opens, size_t place,
                       Reason passed) {
  const bool somebody = SomebodyPresent(session.desk);
  const int named = session.facts.named;
  const bool outside = named >= 0 && !Participates(named, session.desk);
  const bool robot_first = opens && settings_.RobotFirst(session.desk);
  const auto& order = settings_.RoutingOrder(session.desk);
  Reason sticky = passed;
  for (size_t i = place; i < order.size(); ++i) {
    switch (order[i]) {
      case RoutingRung::kNamedOutside:
        if (outside && Named(session, excluded)) return;
        break;
      case RoutingRung::kHours:
        if (DeskOpen(session.desk)) break;
        return PlanNobody(session, excluded, settings_.PlanClosed(session.desk),
                          Rung::kHours, Reason::kOutOfHours);
      case RoutingRung::kNobodyPresent:
        if (somebody) break;
        if (std::count(order.begin() + static_cast<int>(i), order.end(),
                       RoutingRung::kSticky) != 0 &&
            Sticky(session, excluded, true, &sticky)) {
          return;
        }
        return PlanNobody(session, excluded, settings_.PlanNobody(session.desk),
                          Rung::kNobodyPresent, Reason::kNobodyPresent);
      case RoutingRung::kNamed:
        if (named >= 0 && Named(session, excluded)) return;
        break;
      case RoutingRung::kSticky:
        if (Sticky(session, excluded, false, &sticky)) return;
        break;
      case RoutingRung::kDedicated:
        if (Dedicated(session, excluded, &sticky)) return;
        break;
      case RoutingRung::kRobot:
        if (!robot_first) break;
        return ToRobot(session, kNone, Rung::kRobot, sticky);
      case RoutingRung::kScope:
        return RouteByScope(session, excluded, sticky, opens);
    }
  }
}

// R13: at an all-day desk everybody waits to be accepted by hand; whom the host
// names, or else whom the sticky ladder would take, is only told.
void Oracle::WaitForHand(S& session, int excluded) {
  int preferred = session.facts.named;
  if (preferred >= 0 &&
      (OnLeave(preferred) || Excluded(session, preferred, excluded))) {
    preferred = kNone;
  }
  const Memory* memory = Remembered(session);
  for (const StickyRungConfig& rung : settings_.Ladder(session.desk)) {
    if (preferred < 0 &&
        TryRung(session, rung, memory, excluded) == Reason::kNone) {
      preferred = memory->agent;
    }
  }
  JoinByRouting(session, GroupFor(session).value_or(kNone), Rung::kByHand,
                Reason::kByHand, preferred);
}

// R4: the agent whom the host names.
bool Oracle::Named(S& session, int excluded) {
  const int agent = session.facts.named;
  if (Excluded(session, agent, excluded) || OnLeave(agent)) return false;
  if (!ServesStore(agent, StoreOf(session.facts))) return false;
  const std::vector<int> all = Participants(session.desk);
  const bool alone =
      std::all_of(all.begin(), all.end(), [&](int a) { return a == agent; });
  const bool held =
      Participates(agent, session.desk) &&
      (alone || settings_.NamedOfflineOf(session.desk) == NamedOffline::kHold);
  const AgentStatus status = StatusAt(agent, session.desk);
  const bool serves =
      status == AgentStatus::kOnline || status == AgentStatus::kSuspended;
  if (!serves && !held) return false;
  if (Load(agent) + session.cost > HardMaximum(agent)) return false;
  Assign(session, agent, OwnGroup(agent, session.desk),
         {.by = AssignBy::kNamed, .rung = Rung::kNamed});
  return true;
}

// R5: the first rung that the remembered agent meets. `*reason`: why the last
// rung did not take him.
// Before "nobody present" only rungs that take suspended agents are asked.
bool Oracle::Sticky(S& session, int excluded, bool suspended_only,
                    Reason* reason) {
  const Memory* memory = Remembered(session);
  for (const StickyRungConfig& rung : settings_.Ladder(session.desk)) {
    if (suspended_only && std::count(rung.statuses.begin(), rung.statuses.end(),
                                     AgentStatus::kSuspended) == 0) {
      continue;
    }
    *reason = TryRung(session, rung, memory, excluded);
    if (*reason != Reason::kNone) continue;
    Assign(session, memory->agent, OwnGroup(memory->agent, session.desk),
           {.by = AssignBy::kSticky, .rung = Rung::kSticky});
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
  if (!ServesStore(agent, StoreOf(session.facts))) return Reason::kOtherStore;
  if (Excluded(session, agent, excluded)) return Reason::kExcluded;
  const AgentState& state = At(agent);
  const AgentStatus status = StatusAt(agent, session.desk);
  if (std::find(rung.statuses.begin(), rung.statuses.end(), status) ==
      rung.statuses.end()) {
    switch (status) {
      case AgentStatus::kOffline:
        return Reason::kAgentOffline;
      case AgentStatus::kAway:
        return Reason::kAgentAway;
      default:
        return Reason::kSuspended;
    }
  }
  if (OnLeave(agent)) return Reason::kOnLeave;  // C5
  if (rung.on_duty && !OnDutyAt(agent, session.desk)) {
    return Reason::kNotOnDuty;
  }
  if (state.lost_at) return Reason::kDisconnected;
  if (state.auto_accept != AutoAccept::kOn) return Reason::kAutoAcceptOff;
  if (!rung.over_capacity && WrapsUp(agent)) return Reason::kWrapUp;
  if (!rung.over_capacity && Ramped(agent)) return Reason::kRamp;
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
      const std::vector<std::string> filled = ScopeOf(scope, order[i]);
      if (filled.empty()) continue;
      rank = std::min(rank, i);
      const std::vector<std::string> values = ValuesOf(session, order[i]);
      matches = matches &&
                std::find_first_of(filled.begin(), filled.end(), values.begin(),
                                   values.end()) != filled.end();
    }
    if (matches) ranked[{rank, group}] = group;
  }
  std::vector<int> groups;
  for (const auto& [key, group] : ranked) groups.push_back(group);
  return groups;
}

// What a scope names in a dimension; a category of products stands for them.
std::vector<std::string> Oracle::ScopeOf(const ScopeConfig& scope,
                                         ScopeDimension dimension) const {
  using enum ScopeDimension;
  switch (dimension) {
    case kProduct: {
      std::vector<std::string> products = scope.products;
      for (const ProductConfig& product : config_.products) {
        for (const std::string& category : product.categories) {
          if (std::count(scope.categories.begin(), scope.categories.end(),
                         category) != 0) {
            products.push_back(product.name);
          }
        }
      }
      return products;
    }
    case kIntent:
      return scope.intents;
    case kOrderStatus:
      return scope.order_statuses;
    case kCrowd:
      return scope.crowds;
    case kLink:
      return scope.links;
    case kScene:
      return scope.scenes;
    case kPage:
      return scope.pages;
    case kChannel:
      return scope.channels;
    case kStore: {
      std::vector<std::string> stores;
      for (const StoreConfig& config : config_.stores) {
        for (std::string name = config.name; !name.empty();) {
          if (std::count(scope.stores.begin(), scope.stores.end(), name) != 0) {
            stores.push_back(config.name);
            break;
          }
          std::string above;
          for (const StoreConfig& other : config_.stores) {
            if (other.name == name) above = other.parent;
          }
          name = above;
        }
      }
      return stores;
    }
    case kLanguage:
      return scope.languages;
    case kNone:
      break;
  }
  return {};
}

// The session's values in a dimension; "" is none.
std::vector<std::string> Oracle::ValuesOf(const S& session,
                                          ScopeDimension dimension) const {
  using enum ScopeDimension;
  const Facts& facts = session.facts;
  const LinkConfig* const link =
      facts.link >= 0 ? &config_.links[static_cast<size_t>(facts.link)]
                      : nullptr;
  switch (dimension) {
    case kProduct:
      return {facts.product};
    case kIntent:
      return {facts.intent};
    case kOrderStatus:
      return {facts.order_status};
    case kCrowd: {
      std::vector<std::string> crowds;
      for (size_t c = 0; c < config_.crowds.list.size(); ++c) {
        if (InCrowd(session.customer, static_cast<int>(c))) {
          crowds.push_back(config_.crowds.list[c].name);
        }
      }
      return crowds;
    }
    case kLink:
      return {link != nullptr ? link->name : ""};
    case kScene:
      return {link != nullptr ? link->scene : ""};
    case kPage:
      return {facts.page};
    case kChannel:
      return {config_.desks[static_cast<size_t>(session.desk)].channel};
    case kStore: {
      const int store = StoreOf(facts);
      if (store < 0) return {};
      return {config_.stores[static_cast<size_t>(store)].name};
    }
    case kLanguage:
      return {facts.language};
    case kNone:
      break;
  }
  return {};
}

// R8, R12. The desk's own list is the group where there are none.
std::optional<int> Oracle::GroupFor(const S& session) const {
  if (config_.groups.empty()) return kNone;
  const std::vector<int> matching = MatchingGroups(session);
  const auto& desk = config_.desks[static_cast<size_t>(session.desk)];
  if (matching.empty()) {
    if (desk.default_group.empty()) return std::nullopt;
    return settings_.Group(desk.default_group);
  }
  const auto present =
      std::find_if(matching.begin(), matching.end(), [&](int candidate) {
        return AnyPresent({candidate, session.desk});
      });
  return settings_.SkipAbsent(session.desk) && present != matching.end()
             ? *present
             : matching[0];
}

int Oracle::GroupToServe(const S& session) const {
  if (!PeopleOf(ListOf(session)).empty()) return session.group;
  return GroupFor(session).value_or(session.group);
}

void Oracle::RouteByScope(S& session, int excluded, Reason sticky, bool opens) {
  const std::optional<int> group = GroupFor(session);
  if (!group) {
    PlanNobody(session, excluded, settings_.PlanNobody(session.desk),
               Rung::kScope, Reason::kNoGroup);
    return;
  }
  if (opens && *group >= 0 &&
      config_.groups[static_cast<size_t>(*group)].robot) {
    ToRobot(session, *group, Rung::kScope, sticky);
    return;
  }
  const List list{*group, session.desk};
  const Choice choice = Choose(list, session, excluded, kNone);
  if (choice.agent >= 0) {
    if (session.awaited) LeaveForGroup(session, *group);
    Give(session, choice.agent, *group,
         {session.awaited ? AssignBy::kQueue : AssignBy::kScope, Rung::kScope,
          sticky, choice.asked});
  } else {
    JoinByRouting(session, *group, Rung::kScope, WhyItWaits(list, session));
  }
}

bool Oracle::AnyPresent(List list) const {
  const std::vector<Member> members = Members(list);
  return std::any_of(members.begin(), members.end(),
                     [&](const Member& m) { return Present(m.agent, list); });
}

// Whoever is there and is not given it, whatever else keeps him from it.
Reason Oracle::ReasonOf(const Member& member, List list,
                        const S& session) const {
  if (Present(member.agent, list)) {
    if (Barred(session, member.agent)) return Reason::kExcluded;
    const Reason misfit = Misfit(member, list, session);
    if (misfit != Reason::kNone) return misfit;
  }
  return Standing(member, list, session, kNone);
}

Reason Oracle::WhyItWaits(List list, const S& session) const {
  if (AllDay(session.desk)) return Reason::kByHand;
  if (!DeskOpen(session.desk)) return Reason::kOutOfHours;
  const std::vector<Member> members = Members(list);
  if (!AnyPresent(list)) return Reason::kGroupAbsent;
  if (WayOf(list) == Distribution::kManual) return Reason::kByHand;
  std::set<Reason> reasons;
  for (const Member& member : members) {
    reasons.insert(ReasonOf(member, list, session));
  }
  for (const Reason reason :
       {Reason::kAtCapacity, Reason::kWrapUp, Reason::kRamp,
        Reason::kAutoAcceptOff, Reason::kDisconnected, Reason::kExcluded,
        Reason::kTierClosed, Reason::kSkillMissing, Reason::kOtherStore}) {
    if (reasons.count(reason) != 0) return reason;
  }
  return Reason::kWeightZero;
}

// O1: the plan for a session that nobody can receive.
void Oracle::PlanNobody(S& session, int excluded, Plan plan, Rung rung,
                        Reason reason) {
  if (Participants(session.desk).empty()) {
    ToRobot(session, kNone, Rung::kRobot, Reason::kNoAgents);
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
  FollowPlan(session, excluded, plan, group, {AssignBy::kNone, rung, reason});
}

void Oracle::FollowPlan(S& session, int excluded, Plan plan, int group,
                        How how) {
  int stand_in = kNone;
  switch (plan) {
    case Plan::kQueue:
      break;
    case Plan::kPool:
      return ToPool(session, group, how.rung, how.why, how.why, true);
    case Plan::kRobot:
      return ToRobot(session, kNone, how.rung, how.why);
    case Plan::kProxy:
      how.by = AssignBy::kProxy;
      stand_in = settings_.Proxy(session.desk);
      break;
    case Plan::kMainAccount:
      how.by = AssignBy::kMainAccount;
      stand_in = settings_.MainAccount();
      break;
    case Plan::kTextOnly: {
      LeaveOwner(session);
      S closed = session;
      Close(session.number, ClosedBy::kRule, Reason::kOutOfHours);
      closed.in_list = false;      // no place in line to speak of,
      closed.form_offered = true;  // nothing that a form could be put to
      Notice(closed, Reason::kOutOfHours, false, false, true);
      ratings_.Closed(closed, Reason::kOutOfHours);
      if (closed.at_window != SessionState::kClosed) {
        EndState(closed.customer, closed.desk, closed.at_window);
      }
      return;
    }
  }
  if (stand_in >= 0 && !Excluded(session, stand_in, excluded) &&
      ServesStore(stand_in, StoreOf(session.facts))) {
    Assign(session, stand_in, OwnGroup(stand_in, session.desk), how);
  } else {
    JoinByRouting(session, group, how.rung, how.why);
  }
}

}  // namespace kefu::oracle
