#include "src/facts/routing_order.h"

#include "src/facts/capacity.h"
#include "src/facts/presence.h"
#include "src/facts/standing.h"
#include "src/facts/sticky.h"
#include "src/model/book.h"

namespace kefu {
namespace {

// Why nobody of the list takes it.
Reason WhyNobody(const World& world, ListId list, uint32_t session) {
  if (session == 0 || !world.sessions[session].has_more) {
    return world.roster.WhyNobody(list);
  }
  std::array<uint32_t, kMostBarred + 1> barred;
  size_t count = 0;
  for (const uint32_t agent : BarredOf(world.sessions.More(session))) {
    const MemberData* const m =
        agent != 0 ? world.rules.FindMember({agent}, list) : nullptr;
    if (m == nullptr) continue;
    barred[count++] = world.rules.IndexOf(*m);
  }
  return world.roster.WhyNobody(list, {barred.data(), count});
}

class Router {
 public:
  Router(const World& world, const RouteRequest& request, Explanation* trace)
      : world_(world),
        rules_(world.rules),
        request_(request),
        desk_(world.rules.desks[request.desk.value]),
        trace_(trace) {}

  Signal Run() {
    if (request_.named) {
      const Reason reason = AskNamed();
      if (reason == Reason::kNone) {
        return GiveTo(request_.named, AssignBy::kNamed, Rung::kNamed, reason);
      }
    }
    const StickyAnswer sticky = AskSticky(
        world_,
        {request_.customer, request_.desk, request_.cost, request_.exclusion});
    Tell({Rung::kSticky, sticky.reason, sticky.agent, sticky.group});
    if (sticky.reason == Reason::kChosen) {
      return GiveTo(sticky.agent, AssignBy::kSticky, Rung::kSticky,
                    Reason::kNone);
    }
    passed_ = sticky.reason;
    const ListId list = rules_.simple ? desk_.own_list : BestList();
    // Somebody present in the list answers R3 for the whole desk.
    if ((list == 0 || world_.roster.Present(list) == 0) &&
        !AnybodyPresent(world_, request_.desk)) {
      return Nobody(Rung::kNobodyPresent, Reason::kNobodyPresent, list);
    }
    TellGroupsLeftOut();
    if (list == 0) return Nobody(Rung::kScope, Reason::kNoGroup, list);
    return Ask(list);
  }

  Signal Divert() {
    const ListId list = rules_.simple ? desk_.own_list : BestList();
    return list != 0 ? Ask(list) : WaitIn(desk_.own_list, Rung::kScope, {});
  }

  // The list of the group that R8 finds for this customer (if nobody is there
  // at all, of the one that it ranks best), or of the desk's default group; 0
  // if there is none.
  ListId BestList() const {
    const GroupId match =
        MatchScope(world_, request_.desk, request_.values, desk_.skip_absent);
    const GroupId group = match ? match : desk_.default_group;
    return group ? rules_.ListOf(group) : 0;
  }

 private:
  // R4: kNone if the session is his; otherwise why the order goes on.
  Reason AskNamed() {
    const AgentId agent = request_.named;
    const bool takes_part = rules_.IsParticipant(agent, request_.desk);
    const bool holds = desk_.named_offline == NamedOffline::kHold;
    Reason reason = Reason::kNone;
    if (IsExcluded(world_, request_.exclusion, agent)) {
      reason = Reason::kExcluded;
    } else if (takes_part && !AnybodyPresent(world_, request_.desk)) {
      reason = Reason::kNobodyPresent;
    } else if (!Serves(agent) && !(takes_part && holds)) {
      reason = StatusReason(world_.agents[agent.value].status);
    } else if (!UnderMaximum(world_, agent, request_.cost)) {
      reason = Reason::kOverMaximum;
    }
    Tell({Rung::kNamed, reason == Reason::kNone ? Reason::kChosen : reason,
          agent, rules_.OwnGroup(world_.MembersOf(agent), request_.desk)});
    return reason;
  }
  bool Serves(AgentId agent) const {
    const AgentStatus status = world_.agents[agent.value].status;
    return status == AgentStatus::kOnline || status == AgentStatus::kSuspended;
  }
  Signal Ask(ListId list) {
    const uint8_t klass = rules_.ClassOf(list, desk_.channel, request_.cost);
    const uint32_t member = world_.roster.Choose(list, klass);
    if (member == Roster::kNobody) {
      return WaitIn(list, Rung::kScope,
                    WhyNobody(world_, list, request_.exclusion.session));
    }
    const AgentId agent{rules_.members[member].agent};
    Signal s = GiveTo(agent, AssignBy::kScope, Rung::kScope, passed_);
    s.by_distribution = true;
    s.member = member;
    s.list = list;
    s.decision.list = rules_.lists[list].group.value;
    s.decision.asked = world_.roster.Available(list, klass);
    Tell({Rung::kScope, Reason::kChosen, agent, rules_.lists[list].group});
    TellList(list, agent);
    return s;
  }

  // O1: nobody can receive the session.
  Signal Nobody(Rung rung, Reason reason, ListId list) {
    if (desk_.plan_nobody == Plan::kMainAccount &&
        !IsExcluded(world_, request_.exclusion, rules_.main_account)) {
      Tell({rung, reason, rules_.main_account, {}});
      return GiveTo(rules_.main_account, AssignBy::kMainAccount, rung, reason);
    }
    return WaitIn(list != 0 ? list : desk_.own_list, rung, reason);
  }

  // The channel, the group and the list follow from the agent: his own group
  // at this desk (R5).
  Signal GiveTo(AgentId agent, AssignBy by, Rung rung, Reason reason) const {
    Signal s;
    s.kind = SignalKind::kAssign;
    s.by = by;
    s.agent = agent.value;
    const GroupId group =
        rules_.OwnGroup(world_.MembersOf(agent), request_.desk);
    s.list = group ? rules_.ListOf(group) : desk_.own_list;
    s.decision = {rung, reason, group.value, agent, 1};
    return s;
  }

  Signal WaitIn(ListId list, Rung rung, Reason reason) {
    Signal s;
    s.kind = SignalKind::kWait;
    s.list = list;
    s.reason = reason;
    const GroupId group = rules_.lists[list].group;
    s.decision = {rung, reason, group.value, {}, 0};
    Tell({rung, reason, {}, group});
    TellList(list, {});
    return s;
  }

  void Tell(const RungTrace& rung) {
    if (trace_ != nullptr) trace_->rungs.push_back(rung);
  }
  // Why groups of the desk are left out (R8), in declared order.
  void TellGroupsLeftOut() {
    if (trace_ == nullptr) return;
    for (const GroupId id : desk_.groups) {
      if (!InScope(rules_.groups[id.value], request_.values)) {
        Tell({Rung::kScope, Reason::kNotInScope, {}, id});
      } else if (desk_.skip_absent &&
                 world_.roster.Present(rules_.ListOf(id)) == 0) {
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
  Reason passed_ = Reason::kNone;  // why the sticky rung passed it on
};

}  // namespace

Signal Route(const World& world, const RouteRequest& request,
             Explanation* trace) {
  return Router(world, request, trace).Run();
}

Signal AskScope(const World& world, const RouteRequest& request) {
  return Router(world, request, nullptr).Divert();
}

RouteRequest RequestOf(const World& world, const Contact& contact,
                       AgentId left) {
  const SessionRow& row = world.sessions[contact.row];
  RouteRequest request;
  request.customer = contact.customer;
  request.desk = {contact.desk};
  request.values = {row.product, row.intent, row.order_status};
  request.cost = row.cost;
  request.exclusion = {left, contact.row};
  request.named = {world.sessions.More(contact.row).named};
  return request;
}

ListId ListToServe(const World& world, const Contact& contact) {
  const ListId list = ListOf(world, contact);
  if (world.rules.lists[list].members_count != 0) return list;
  const RouteRequest request = RequestOf(world, contact, {});
  const ListId best = Router(world, request, nullptr).BestList();
  return best != 0 ? best : list;
}

Reason WhyWaiting(const World& world, ListId list, uint32_t session) {
  const ListData& data = world.rules.lists[list];
  return data.distributes || data.by_hand ? WhyNobody(world, list, session)
                                          : Reason::kNoGroup;
}

void TraceList(const World& world, const RouteRequest& request, ListId list,
               AgentId chosen, Explanation* trace) {
  const ChannelId channel = world.rules.desks[request.desk.value].channel;
  const uint8_t klass = world.rules.ClassOf(list, channel, request.cost);
  const ListData& data = world.rules.lists[list];
  for (uint32_t i = 0; i < data.members_count; ++i) {
    const uint32_t member = data.members_begin + i;
    const AgentId agent{world.rules.members[member].agent};
    const Seat seat = StandingOf(world, member);
    const Room room = RoomOf(world, agent, list, channel);
    AgentTrace told{agent, seat.reason, AgentTrace::Limit::kNone, room.load,
                    room.capacity};
    if (seat.reason == Reason::kNone && (seat.mask >> klass & 1) == 0) {
      told.reason = Reason::kAtCapacity;
    }
    // Whoever is there and is not given it, whatever else keeps him from it.
    if (world.agents[agent.value].status == AgentStatus::kOnline &&
        IsExcluded(world, request.exclusion, agent)) {
      told.reason = Reason::kExcluded;
    }
    // A list that hands nothing out: whoever is there accepts by hand.
    if (!data.distributes && !data.by_hand &&
        told.reason == Reason::kWeightZero) {
      told.reason = Reason::kAutoAcceptOff;
    }
    if (told.reason == Reason::kAtCapacity) {
      told.limit = room.limit;
    } else if (told.reason == Reason::kNone) {
      told.reason = agent == chosen ? Reason::kChosen : Reason::kBeaten;
    }
    trace->agents.push_back(told);
  }
}

}  // namespace kefu
