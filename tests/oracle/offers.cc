// A16: whom a list chooses is asked first.

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

// So many who did not want it, and nobody is asked any more.
constexpr size_t kMostAsked = 8;

bool Oracle::AsksFirst(const S& session, int group) const {
  return settings_.OffersOn({.group = group, .desk = session.desk}) &&
         session.lapsed.size() < kMostAsked;
}

// A list has chosen: he is asked, or has it at once.
void Oracle::Give(S& session, int agent, int group, How how) {
  if (AsksFirst(session, group)) {
    OfferTo(session, agent, group, how);
    return;
  }
  if (session.in_list) Dequeue(session, Reason::kAssigned);
  Assign(session, agent, group, how);
}

// It waits meanwhile.
void Oracle::OfferTo(S& session, int agent, int group, How how) {
  if (anew_ && agent == session.owner) {
    GiveBack(session);
    return;
  }
  if (anew_) Notify(session, session.owner, NoticeWhat::kMovedAway);
  const bool joins = !session.in_list;
  if (joins) {
    if (session.state == SessionState::kServing) LeaveServing(session);
    Enqueue(session, group, how.rung, how.why, Reason::kOffered);
  }
  session.offer = Offering{agent, at_, how};
  EffectRecord& offer = Emit(EffectType::kOffer, session);
  offer.agent = names_.AgentId(agent);
  offer.group = names_.GroupId(group);
  offer.value = static_cast<uint32_t>(
      settings_.OfferWithin({.group = group, .desk = session.desk}).ms);
  offer.rung = static_cast<uint8_t>(how.rung);
  offer.why = static_cast<uint16_t>(how.why);
  offer.asked = how.asked;
  Notify(session, agent, NoticeWhat::kOffer);
  if (joins) Notice(session, Reason::kOffered, true, false, false);
}

// Now it counts as the assignment by the rung that made the offer.
void Oracle::AcceptOffer(S& session) {
  const Offering offer = *session.offer;
  session.offer.reset();
  At(offer.agent).misses = 0;
  Dequeue(session, Reason::kAssigned);
  MoveTheWay(ListOf(session), session, offer.agent);
  Assign(session, offer.agent, session.group, offer.how, false);
}

// D2, D3: as if he were chosen now, among those who could be.
void Oracle::MoveTheWay(List list, const S& session, int agent) {
  const std::vector<Member> members = Members(list);
  ListState& state = lists_[KeyOf(list)];
  std::map<int, int64_t> weights;
  for (size_t i = 0; i < members.size(); ++i) {
    const bool his = members[i].agent == agent;
    const bool could =
        !Barred(session, members[i].agent) &&
        LevelOf(members[i].agent, list) == LevelOf(agent, list) &&
        Misfit(members[i], list, session) == Reason::kNone &&
        Standing(members[i], list, session, kNone) == Reason::kNone;
    if (!his && !could) continue;
    weights[members[i].agent] = members[i].weight;
  }
  if (WayOf(list) == Distribution::kEven) state.last = agent;
  if (WayOf(list) != Distribution::kWeighted) return;
  int64_t total = 0;
  for (const auto& [member, weight] : weights) {
    state.current[member] += weight;
    total += weight;
  }
  state.current[agent] -= total;
}

void Oracle::TakeBack(S& session, Reason reason) {
  EffectRecord& back = Emit(EffectType::kWithdrawOffer, session);
  back.agent = names_.AgentId(session.offer->agent);
  back.group = names_.GroupId(session.group);
  back.reason = static_cast<uint16_t>(reason);
  session.offer.reset();
}

// A change of status: no miss.
void Oracle::TakeBackAll(int agent, Reason reason) {
  for (auto& [number, session] : sessions_) {
    if (!session.offer || session.offer->agent != agent) continue;
    TakeBack(session, reason);
    Post([this, n = number] { AskNext(n); });
  }
}

// The next agent, if there is one.
void Oracle::AskNext(uint64_t number) {
  const auto found = sessions_.find(number);
  if (found == sessions_.end()) return;
  S& session = found->second;
  if (!session.in_list || session.offer) return;
  const Choice choice = Choose(ListOf(session), session, kNone, kNone);
  if (choice.agent < 0) return;
  Give(session, choice.agent, session.group,
       {.by = AssignBy::kQueue, .rung = Rung::kQueue, .asked = choice.asked});
}

void Oracle::OfferLapses(S& session) {
  const int agent = session.offer->agent;
  const int64_t most =
      settings_.SuspendAfter({.group = session.group, .desk = session.desk});
  ++At(agent).misses;
  TakeBack(session, Reason::kLapsed);
  session.lapsed.insert(agent);
  const bool suspends = most != 0 && At(agent).misses >= most;
  if (suspends) {
    At(agent).misses = 0;
    Post([this, agent] {
      if (At(agent).status != AgentStatus::kOnline) return;
      EffectRecord& effect = Emit(EffectType::kSetAgentStatus);
      effect.agent = names_.AgentId(agent);
      effect.detail = static_cast<uint8_t>(AgentStatus::kSuspended);
      effect.reason = static_cast<uint16_t>(Reason::kOffersMissed);
      ChangeStatus(agent, AgentStatus::kSuspended);
    });
  }
  Post([this, number = session.number] { AskNext(number); });
  if (!suspends) PostFill(agent);
}

Reason Oracle::Declines(const Incoming& e) {
  if (At(e.agent).status == AgentStatus::kOffline) return Reason::kAgentOffline;
  S* session = Find(e.customer, e.desk);
  if (session == nullptr) return Reason::kNoSession;
  if (!session->offer) return Reason::kWrongState;
  if (session->offer->agent != e.agent) return Reason::kNotYourSession;
  session->offer.reset();
  session->lapsed.insert(e.agent);
  Post([this, number = session->number] { AskNext(number); });
  PostFill(e.agent);
  return Reason::kNone;
}

}  // namespace kefu::oracle
