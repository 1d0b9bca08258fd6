#include "src/facts/routing_order.h"

#include <algorithm>

#include "src/base/inline.h"
#include "src/facts/capacity.h"
#include "src/facts/dedicated_rung.h"
#include "src/facts/hours.h"
#include "src/facts/list_trace.h"
#include "src/facts/presence.h"
#include "src/facts/standing.h"
#include "src/facts/sticky.h"
#include "src/model/book.h"

namespace kefu {
namespace {

class Router {
 public:
  // What is decided is written to `decided`.
  Router(const World& world, const RouteRequest& request, Explanation* trace,
         Signal* decided)
      : world_(world),
        rules_(world.rules),
        request_(request),
        desk_(world.rules.desks[request.desk.value]),
        trace_(trace),
        decided_(*decided) {}

  // Each of these decides, and says true.
  bool Run() {
    const RoutingOrder& order = desk_.order;
    if (request_.merges) {
      Tell({Rung::kMerge, Reason::kChosen, request_.merges, {}});
      return GiveTo(request_.merges, AssignBy::kMerge, Rung::kMerge,
                    Reason::kNone);
    }
    if (IsRobots() && (desk_.all_day || !order.has_robot)) {
      const bool asks = !desk_.all_day && !desk_.sticky.empty();
      if (asks && AskMemory(false)) return true;
      return ToRobot(Rung::kRobot, passed_, 0);
    }
    if (desk_.all_day) return WaitForHand();
    const bool names = bool{request_.named};
    const RoutingRung* rung = names ? &order.rungs[0] : &order.usual[0];
    const RoutingRung* const end =
        rung + (names ? order.count : order.usual_count);
    for (; rung != end; ++rung) {
      if (Try(*rung)) return true;
    }
    return AskGroups();  // an order ends with `scope`
  }

  // The rest of the order, after the dedicated rung (R6).
  bool RunOn() {
    const RoutingOrder& order = desk_.order;
    const auto* const end = order.rungs.begin() + order.count;
    const auto* rung =
        std::find(order.rungs.begin(), end, RoutingRung::kDedicated);
    passed_ = Reason::kDedicatedAbsent;
    while (rung != end && ++rung != end) {
      if (Try(*rung)) return true;
    }
    return AskGroups();
  }

  bool Divert() {
    const ListId list = ListForAll();
    return list != 0 ? Ask(list) : WaitIn(desk_.own_list, Rung::kScope, {});
  }

  // The list of the group that R8 finds for this customer (if nobody is there
  // at all, of the one that it ranks best), or of the desk's default group; 0
  // if there is none.
  ListId BestList() const { return BestList(desk_.skip_absent); }
  ListId BestList(bool skip_absent) const {
    const GroupId match =
        MatchScope(world_, request_.desk, request_.values, skip_absent);
    const GroupId group = match ? match : desk_.default_group;
    return group ? rules_.ListOf(group) : 0;
  }

 private:
  // Whether this rung ends the order; then `decided_` is what it yields.
  bool Try(RoutingRung rung) {
    switch (rung) {
      case RoutingRung::kNamedOutside:
        return request_.named &&
               !rules_.IsParticipant(request_.named, request_.desk) &&
               AskNamed();
      case RoutingRung::kHours:
        return AskHours();
      case RoutingRung::kNobodyPresent:
        return AskPresence();
      case RoutingRung::kNamed:
        return request_.named && !named_told_ && AskNamed();
      case RoutingRung::kSticky:
        return AskMemory(false);
      case RoutingRung::kDedicated:
        return MayBeDedicated() && AskDedicatedAgent();
      case RoutingRung::kRobot:
        return IsRobots() && ToRobot(Rung::kRobot, passed_, 0);
      case RoutingRung::kScope:
        return AskGroups();
    }
    return false;
  }
  Signal& Anew() { return decided_ = Signal{}; }

  // R7: the desk's robot may have it.
  bool IsRobots() const { return request_.opens && desk_.robot_first; }

  // R4
  bool AskNamed() {
    const AgentId agent = request_.named;
    const bool alone = desk_.sole_participant == agent;
    const bool holds = alone || (desk_.named_offline == NamedOffline::kHold &&
                                 rules_.IsParticipant(agent, request_.desk));
    Reason reason = Reason::kChosen;
    if (IsExcluded(world_, request_.exclusion, agent)) {
      reason = Reason::kExcluded;
    } else if (!rules_.ServesStore(agent, request_.store)) {
      reason = Reason::kOtherStore;
    } else if (world_.hours.OnLeave(agent)) {
      reason = Reason::kOnLeave;
    } else if (!Serves(agent) && !holds) {
      reason = StatusReason(StatusAt(world_, agent, request_.desk));
    } else if (!UnderMaximum(world_, agent, request_.cost)) {
      reason = Reason::kOverMaximum;
    }
    named_told_ = true;
    Tell({Rung::kNamed, reason, agent, world_.OwnGroup(agent, request_.desk)});
    return reason == Reason::kChosen &&
           GiveTo(agent, AssignBy::kNamed, Rung::kNamed, Reason::kNone);
  }
  bool Serves(AgentId agent) const {
    const AgentStatus status = StatusAt(world_, agent, request_.desk);
    return status == AgentStatus::kOnline || status == AgentStatus::kSuspended;
  }
  // R5
  bool AskMemory(bool suspended_only) {
    const StickyAnswer sticky =
        AskSticky(world_, {request_.customer, request_.desk, request_.cost,
                           request_.exclusion, suspended_only, request_.store});
    Tell({Rung::kSticky, sticky.reason, sticky.agent, sticky.group});
    passed_ = sticky.reason;
    return sticky.reason == Reason::kChosen &&
           GiveTo(sticky.agent, AssignBy::kSticky, Rung::kSticky,
                  Reason::kNone);
  }
  // Whether anybody of whom something was told, or a crowd, could have a
  // dedicated agent.
  bool MayBeDedicated() const {
    return world_.profiles.used() != 0 || !rules_.dedicated_crowds.empty();
  }
  // R6
  bool AskDedicatedAgent() {
    const DedicatedAnswer answer = AskDedicated(world_, request_);
    if (!answer.agent) return false;
    Tell({Rung::kDedicated, answer.reason, answer.agent, answer.group});
    if (answer.reason == Reason::kChosen) {
      return GiveTo(answer.agent, AssignBy::kDedicated, Rung::kDedicated,
                    passed_);
    }
    if (!answer.waits) {
      passed_ = Reason::kDedicatedAbsent;
      return false;
    }
    return WaitFor(answer);
  }
  // R2. Who is there now says nothing about the group that it waits for.
  bool AskHours() {
    if (IsDeskOpen(world_, request_.desk)) return false;
    return NobodyCan(desk_.plan_closed, Rung::kHours, Reason::kOutOfHours,
                     ListForAll(false));
  }
  // R3
  bool AskPresence() {
    if (AnybodyPresent(world_, request_.desk)) return false;
    if (desk_.order.sticky_at_nobody && AskMemory(true)) return true;
    return NobodyCan(desk_.plan_nobody, Rung::kNobodyPresent,
                     Reason::kNobodyPresent, ListForAll());
  }
  // R13: whom the host names, else whom the ladder would take, is told with
  // the place where it waits.
  bool WaitForHand() {
    AgentId preferred = request_.named;
    if (preferred && (world_.hours.OnLeave(preferred) ||
                      IsExcluded(world_, request_.exclusion, preferred))) {
      preferred = {};
    }
    if (!preferred && AskMemory(false)) preferred = {decided_.agent};
    const ListId list = ListForAll();
    WaitIn(list != 0 ? list : desk_.own_list, Rung::kByHand, Reason::kByHand);
    if (decided_.kind == SignalKind::kWait) decided_.decision.agent = preferred;
    return true;
  }
  // R8
  bool AskGroups() {
    const ListId list = ListForAll();
    TellGroupsLeftOut();
    if (list == 0) {
      return NobodyCan(desk_.plan_nobody, Rung::kScope, Reason::kNoGroup, list);
    }
    const GroupId group = rules_.lists[list].group;
    if (request_.opens && rules_.groups[group.value].robot) {
      return ToRobot(Rung::kScope, passed_, list);
    }
    return Ask(list);
  }
  // 0 if no group receives the session.
  ListId ListForAll() const { return ListForAll(desk_.skip_absent); }
  ListId ListForAll(bool skip_absent) const {
    return rules_.simple ? desk_.own_list : BestList(skip_absent);
  }
  bool Ask(ListId list) {
    const Needs needs = NeedsOf(world_, request_, list);
    const auto [member, who, available] = world_.roster.Choose(list, needs);
    if (member == Roster::kNobody) {
      return WaitIn(list, Rung::kScope, WhyNobody(world_, list, request_));
    }
    const AgentId agent{who};
    world_.PrefetchAgent(agent);
    Signal& s = GiveIn(list, agent, AssignBy::kScope, Rung::kScope, passed_);
    s.by_distribution = true;
    s.member = member;
    s.decision.asked = available;
    Tell({Rung::kScope, Reason::kChosen, agent, rules_.lists[list].group});
    TellList(list, agent);
    return true;
  }

  // Nobody can receive the session. A desk without agents never queues (R13).
  // O1. Who is not to have it does not stand in: it waits.
  bool NobodyCan(Plan plan, Rung rung, Reason reason, ListId list) {
    if (desk_.agentless) return ToRobot(Rung::kRobot, Reason::kNoAgents, 0);
    const ListId place = list != 0 ? list : desk_.own_list;
    switch (plan) {
      case Plan::kQueue:
        break;
      case Plan::kPool:
        return PoolIn(place, rung, reason);
      case Plan::kProxy:
        if (!MayStandIn(desk_.proxy)) break;
        return StandIn(desk_.proxy, AssignBy::kProxy, rung, reason);
      case Plan::kMainAccount:
        if (!MayStandIn(rules_.main_account)) break;
        return StandIn(rules_.main_account, AssignBy::kMainAccount, rung,
                       reason);
      case Plan::kRobot:
        return ToRobot(rung, reason, 0);
      case Plan::kTextOnly:
        return TextOnly(rung, reason);
    }
    return WaitIn(place, rung, reason);
  }
  bool MayStandIn(AgentId agent) const {
    return !IsExcluded(world_, request_.exclusion, agent) &&
           rules_.ServesStore(agent, request_.store);
  }
  bool StandIn(AgentId agent, AssignBy by, Rung rung, Reason reason) {
    Tell({rung, reason, agent, {}});
    return GiveTo(agent, by, rung, reason);
  }
  bool PoolIn(ListId list, Rung rung, Reason reason) {
    Signal& s = Anew();
    s.kind = SignalKind::kPool;
    s.list = list;
    s.reason = reason;
    const GroupId group = rules_.lists[list].group;
    s.decision = {rung, reason, group.value, {}, 0};
    Tell({rung, reason, {}, group});
    Tell({Rung::kPool, Reason::kPooled, {}, group});
    return true;
  }
  // `list`: of whose own robot, if any.
  bool ToRobot(Rung rung, Reason reason, ListId list) {
    Signal& s = Anew();
    s.kind = SignalKind::kRobot;
    s.list = list;
    const GroupId group = rules_.lists[list].group;
    s.decision = {rung, reason, group.value, {}, 0};
    if (rung != Rung::kRobot) Tell({rung, reason, {}, group});
    Tell({Rung::kRobot, Reason::kWithRobot, {}, group});
    return true;
  }
  bool TextOnly(Rung rung, Reason reason) {
    Signal& s = Anew();
    s.kind = SignalKind::kClose;
    s.reason = Reason::kOutOfHours;
    s.closed_by = ClosedBy::kRule;
    s.decision = {rung, reason, 0, {}, 0};
    Tell({rung, reason, {}, {}});
    if (trace_ != nullptr) trace_->refused = Reason::kOutOfHours;
    return true;
  }

  // The channel, the group and the list follow from the agent: his own group
  // at this desk (R5).
  bool GiveTo(AgentId agent, AssignBy by, Rung rung, Reason reason) {
    const GroupId group = world_.OwnGroup(agent, request_.desk);
    GiveIn(group ? rules_.ListOf(group) : desk_.own_list, agent, by, rung,
           reason);
    return true;
  }
  Signal& GiveIn(ListId list, AgentId agent, AssignBy by, Rung rung,
                 Reason reason) {
    Signal& s = Anew();
    s.kind = SignalKind::kAssign;
    s.by = by;
    s.agent = agent.value;
    s.list = list;
    s.decision = {rung, reason, rules_.lists[list].group.value, agent, 1};
    return s;
  }

  bool WaitIn(ListId list, Rung rung, Reason reason) {
    if (desk_.agentless) return ToRobot(Rung::kRobot, Reason::kNoAgents, 0);
    Signal& s = Anew();
    s.kind = SignalKind::kWait;
    s.list = list;
    s.reason = reason;
    const GroupId group = rules_.lists[list].group;
    s.decision = {rung, reason, group.value, {}, 0};
    Tell({rung, reason, {}, group});
    TellList(list, {});
    return true;
  }

  // In the list of his own group, or of the desk, but for him only (R6).
  bool WaitFor(const DedicatedAnswer& answer) {
    Signal& s = Anew();
    s.kind = SignalKind::kWait;
    s.agent = answer.agent.value;
    s.handed = true;
    s.list = answer.group ? rules_.ListOf(answer.group) : desk_.own_list;
    s.reason = Reason::kDedicatedAbsent;
    s.decision = {Rung::kDedicated, s.reason, answer.group.value, {}, 0};
    TellList(s.list, {});
    return true;
  }

  void Tell(const RungTrace& rung) {
    if (trace_ != nullptr) Note(rung);
  }
  KEFU_COLD void Note(const RungTrace& rung) { trace_->rungs.push_back(rung); }
  void TellGroupsLeftOut() {
    if (trace_ != nullptr) NoteGroupsLeftOut();
  }
  // Why groups of the desk are left out (R8), in declared order.
  KEFU_COLD void NoteGroupsLeftOut() {
    for (const GroupId id : desk_.groups) {
      const ScopeDimension dimension = OutOfScope(
          world_, request_.desk, rules_.groups[id.value], request_.values);
      if (dimension != ScopeDimension::kNone) {
        Tell({Rung::kScope, Reason::kNotInScope, {}, id, dimension});
      } else if (desk_.skip_absent &&
                 world_.roster.Present(rules_.ListOf(id), request_.desk) == 0) {
        Tell({Rung::kScope, Reason::kGroupAbsent, {}, id});
      }
    }
  }
  void TellList(ListId list, AgentId chosen) {
    if (trace_ == nullptr) return;
    TraceList(world_, request_, list, chosen, trace_);
  }

  const World& world_;
  const RulesetData& rules_;
  const RouteRequest& request_;
  const DeskData& desk_;
  Explanation* trace_;
  Signal& decided_;
  Reason passed_ = Reason::kNone;  // why a rung before passed it on
  bool named_told_ = false;        // the named agent was asked already
};

}  // namespace

void Route(const World& world, const RouteRequest& request, Explanation* trace,
           Signal* decided) {
  Router(world, request, trace, decided).Run();
}

Signal RouteOn(const World& world, const RouteRequest& request,
               Explanation* trace) {
  Signal decided;
  Router(world, request, trace, &decided).RunOn();
  return decided;
}

Signal AskScope(const World& world, const RouteRequest& request,
                Explanation* trace) {
  Signal decided;
  Router(world, request, trace, &decided).Divert();
  return decided;
}

ListId ListToServe(const World& world, const Contact& contact) {
  const ListId list = ListOf(world, contact);
  if (world.rules.lists[list].members_count != 0) return list;
  const RouteRequest request = RequestOf(world, contact, {});
  Signal none;
  const ListId best = Router(world, request, nullptr, &none).BestList();
  return best != 0 ? best : list;
}

}  // namespace kefu
