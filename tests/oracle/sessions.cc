// S1, S2, A12: how sessions open and close, and what is said in them.

#include "tests/oracle/courtesies.h"

namespace kefu::oracle {

// What an entry or message says, where the link's priority stands in for one
// that is not given.
static Facts WithLinkPriority(const Config& config, Facts facts) {
  if (facts.link < 0 || facts.priority >= 0) return facts;
  const auto& name = config.links[static_cast<size_t>(facts.link)].priority;
  const auto& all = config.queue.priorities;
  for (size_t i = 0; all && i < all->size(); ++i) {
    if ((*all)[i].name == name) facts.priority = static_cast<int>(i);
  }
  return facts;
}

Reason Oracle::Enters(const Incoming& e) {
  if (Find(e.customer, e.desk) != nullptr) {
    TellDesk(e.customer, e.desk, WindowTrigger::kEnter, true);
    CourtesyReferee(*this).Entered(e.customer, e.desk);
    return Reason::kNone;
  }
  const Facts facts = WithLinkPriority(config_, e.facts);
  if (settings_.StartsOf(e.desk) == SessionStarts::kMessage) {
    kept_[{e.customer, e.desk}] = facts;
    TellDesk(e.customer, e.desk, WindowTrigger::kEnter, true);
    CourtesyReferee(*this).Entered(e.customer, e.desk);
    return Reason::kNone;
  }
  const Reason refused = Open(e, facts, CostOf(e.desk, std::nullopt));
  if (refused != Reason::kNone) return refused;
  kept_.erase({e.customer, e.desk});
  TellDesk(e.customer, e.desk, WindowTrigger::kEnter, true);
  CourtesyReferee(*this).Entered(e.customer, e.desk);
  return Reason::kNone;
}

Facts Oracle::KeptFacts(uint64_t customer, int desk) const {
  const auto found = kept_.find({customer, desk});
  return found == kept_.end() ? Facts{} : found->second;
}

Reason Oracle::CustomerSends(const Incoming& e) {
  if (S* session = Find(e.customer, e.desk)) {
    CustomerSpoke(*session, e);
    return Reason::kNone;
  }
  if (settings_.StartsOf(e.desk) == SessionStarts::kEnter) {
    return Reason::kNoSession;
  }
  // The message's own facts win over those of the last entry.
  Facts facts = KeptFacts(e.customer, e.desk);
  if (!e.facts.product.empty()) facts.product = e.facts.product;
  if (!e.facts.intent.empty()) facts.intent = e.facts.intent;
  if (!e.facts.order_status.empty()) facts.order_status = e.facts.order_status;
  if (e.facts.priority >= 0) facts.priority = e.facts.priority;
  if (e.facts.named >= 0) facts.named = e.facts.named;
  if (e.facts.store >= 0) facts.store = e.facts.store;
  if (!e.facts.language.empty()) facts.language = e.facts.language;
  const int64_t cost = CostOf(e.desk, static_cast<MessageKind>(e.detail));
  const Reason refused = Open(e, facts, cost);
  if (refused != Reason::kNone) return refused;
  kept_.erase({e.customer, e.desk});
  TellDesk(e.customer, e.desk, TriggerOf(e), true);
  S& session = *Find(e.customer, e.desk);
  session.customer_wrote = true;
  session.last_word = Word::kCustomer;
  session.customer_at = session.last_message = at_;
  CourtesyReferee(*this).Wrote(e.customer, e.desk, session.number);
  past_.CustomerWrote(session);
  // A keyword answers before the routing (K3).
  bool answered = false;
  session.asks_person = Hear(session, e, HasRobot(e.desk), &answered);
  if (answered) says_.replied = session.number;
  return Reason::kNone;
}

// A12: by channel, or by the kind of the message that opens it.
int64_t Oracle::CostOf(int desk, std::optional<MessageKind> kind) const {
  const int place = settings_.ChannelOfDesk(desk);
  if (place < 0) return 1;
  const ChannelConfig& channel = config_.channels[static_cast<size_t>(place)];
  for (const KindCostConfig& one : channel.kind_costs) {
    if (kind && one.kind == *kind) return one.cost;
  }
  return channel.cost;
}

Reason Oracle::Open(const Incoming& e, const Facts& facts, int64_t cost) {
  if (sessions_.size() >= static_cast<size_t>(config_.limits.sessions)) {
    return Reason::kLimitReached;
  }
  // S1: back soon enough, in the same session.
  if (const std::optional<S> again = ToMerge(e.customer, e.desk)) {
    const int agent = closed_.at({e.customer, e.desk}).session.owner;
    closed_.erase({e.customer, e.desk});
    S& session = sessions_.emplace(again->number, *again).first->second;
    Emit(EffectType::kOpenSession, session).value = names_.LinkId(facts.link);
    Post([this, agent, number = session.number] {
      S& s = sessions_.at(number);
      Assign(s, agent, OwnGroup(agent, s.desk),
             {.by = AssignBy::kMerge, .rung = Rung::kMerge});
    });
    return Reason::kNone;
  }
  const uint64_t number = NewSession(e.customer, e.desk, facts, cost);
  Post([this, number] {
    S& s = sessions_.at(number);
    Route(s, kNone, !s.asks_person);
  });
  return Reason::kNone;
}

// Neither waiting nor anybody's yet; its number.
uint64_t Oracle::NewSession(uint64_t customer, int desk, const Facts& facts,
                            int64_t cost) {
  closed_.erase({customer, desk});
  S session;
  session.number = ++sessions_opened_;
  session.customer = customer;
  session.desk = desk;
  session.facts = facts;
  session.facts.store = StoreAtOpening(facts, customer);
  session.skills = SkillsFor(facts, customer);
  session.cost = cost;
  session.opened_at = at_;
  session.first_join = session.waits_since = at_;
  if (facts.priority < 0) {
    session.facts.priority = PriorityByProfile(customer);
  }
  // Q7: back within the grace, in the old place.
  const auto old = places_.find({customer, desk});
  if (old != places_.end()) {
    const Duration within = settings_.RejoinWithin(desk);
    if (!within.off() && at_ < old->second.left_at + within.ms) {
      session.first_join = old->second.first_join;
      session.waits_since = old->second.waits_since;
      if (session.facts.priority < 0) {
        session.facts.priority = old->second.priority;
      }
      session.returned = old->second.returned;
      session.rejoined = true;
    }
    places_.erase(old);
  }
  sessions_.emplace(session.number, session);
  past_.Opened(session);
  Emit(EffectType::kOpenSession, session).value = names_.LinkId(facts.link);
  return session.number;
}

// The session as it opens again, if it does.
std::optional<Oracle::S> Oracle::ToMerge(uint64_t customer, int desk) const {
  const auto found = closed_.find({customer, desk});
  if (found == closed_.end()) return std::nullopt;
  S session = found->second.session;
  const int agent = session.owner;
  const Duration within = settings_.MergeWithin(desk);
  if (within.off() || at_ >= found->second.at + within.ms ||
      !IsThere(agent, desk) ||
      Load(agent) + session.cost > HardMaximum(agent)) {
    return std::nullopt;
  }
  session.state = SessionState::kWaiting;
  session.at_window = SessionState::kClosed;
  session.owner = session.group = kNone;
  session.customer_wrote = session.owner_wrote = false;
  session.last_word = Word::kNobody;
  session.customer_at = session.last_message = at_;
  session.held = session.idle = false;
  session.giver = kNone;
  StopClocks(session);
  return session;
}

// Q7. Leaving the page changes nothing in the session (X6); see W4.
Reason Oracle::Leaves(const Incoming& e) {
  if (static_cast<LeaveWhat>(e.detail) == LeaveWhat::kPage) {
    if (channels_.HasPage(settings_.ChannelOfDesk(e.desk))) {
      away_.try_emplace({e.customer, e.desk});
    }
    return Reason::kNone;
  }
  const S* session = Find(e.customer, e.desk);
  if (session == nullptr) return Reason::kNoSession;
  if (session->state != SessionState::kWaiting) return Reason::kWrongState;
  if (!settings_.RejoinWithin(e.desk).off()) {
    places_[{e.customer, e.desk}] = {session->first_join, session->waits_since,
                                     session->facts.priority, session->returned,
                                     at_};
  }
  Close(session->number, ClosedBy::kCustomer, Reason::kCustomerLeft);
  return Reason::kNone;
}

// What the events of an owner in his session have in common.
Reason Oracle::OwnSession(const Incoming& e, S** session) {
  if (At(e.agent).status == AgentStatus::kOffline) {
    return Reason::kAgentOffline;
  }
  *session = Find(e.customer, e.desk);
  if (*session == nullptr) return Reason::kNoSession;
  if ((*session)->state != SessionState::kServing) return Reason::kWrongState;
  if ((*session)->owner != e.agent) return Reason::kNotYourSession;
  return Reason::kNone;
}

Reason Oracle::AgentSends(const Incoming& e) {
  S* session = nullptr;
  const Reason refused = OwnSession(e, &session);
  if (refused != Reason::kNone) return refused;
  if (session->to_reaccept) return Reason::kReacceptNeeded;
  Sent sent;
  const Reason stopped = AgentMaySend(e, *session, &sent);
  if (stopped != Reason::kNone) return stopped;
  OwnerSpoke(*session);
  CarryOut(e, *session, sent);
  return Reason::kNone;
}

// S2: by the owner, whatever his status, by one who may close others', or by
// the host.
Reason Oracle::Closes(const Incoming& e) {
  const S* session = Find(e.customer, e.desk);
  if (session == nullptr) return Reason::kNoSession;
  if (e.agent == kNone) {
    Close(session->number, ClosedBy::kHost, Reason::kByHost);
    return Reason::kNone;
  }
  if (session->state == SessionState::kWaiting) return Reason::kWrongState;
  if (session->owner != e.agent && !May(e.agent, Right::kCloseOthers)) {
    return Reason::kNotPermitted;
  }
  Close(session->number, ClosedBy::kAgent, Reason::kByAgent);
  return Reason::kNone;
}

// Q4
Reason Oracle::Discards(const Incoming& e) {
  const AgentStatus status = StatusAt(e.agent, e.desk);
  if (status == AgentStatus::kOffline) return Reason::kAgentOffline;
  if (status == AgentStatus::kAway) return Reason::kAgentAway;
  const S* session = Find(e.customer, e.desk);
  if (session == nullptr) return Reason::kNoSession;
  if (session->state == SessionState::kServing) return Reason::kAlreadyAssigned;
  if (session->state != SessionState::kWaiting) return Reason::kWrongState;
  if (!HisList(e.agent, *session)) return Reason::kNotYourGroup;
  if (!ServesStore(e.agent, StoreOf(session->facts))) {
    return Reason::kOtherStore;
  }
  Close(session->number, ClosedBy::kAgent, Reason::kDiscarded);
  return Reason::kNone;
}

void Oracle::Close(uint64_t number, ClosedBy by, Reason reason) {
  Close(number, by, reason, reason);
}

void Oracle::Close(uint64_t number, ClosedBy by, Reason reason,
                   Reason dequeue) {
  S& session = sessions_.at(number);
  if (session.in_list) Dequeue(session, dequeue);
  if (session.state == SessionState::kServing)
    ServedTo(session, reason != Reason::kEvicted);
  const S closed = session;
  if (session.state == SessionState::kServing &&
      !settings_.MergeWithin(session.desk).off() &&
      reason != Reason::kDiscarded && reason != Reason::kBlocked &&
      reason != Reason::kSessionExpired && reason != Reason::kErased) {
    closed_[{session.customer, session.desk}] = {session, at_};
  }
  sessions_.erase(number);
  EffectRecord& close = Emit(EffectType::kCloseSession, closed);
  close.agent = names_.AgentId(closed.owner);
  close.group = names_.GroupId(closed.group);
  close.detail = static_cast<uint8_t>(by);
  close.reason = static_cast<uint16_t>(reason);
  GrantFor(closed.customer, settings_.ChannelOfDesk(closed.desk), closed.desk,
           SessionState::kClosed, WindowTrigger::kClose);
  if (closed.at_window != SessionState::kClosed &&
      reason != Reason::kOutOfHours) {
    EndState(closed.customer, closed.desk, closed.at_window);
  }
  if (closed.state == SessionState::kServing &&
      reason != Reason::kCustomerSilent && reason != Reason::kErased &&
      reason != Reason::kBlocked) {
    CourtesyReferee(*this).Prompt(closed, ContactPoint::kClose);
  }
  if (closed.owner >= 0) PostFill(closed.owner);
  past_.Closed(closed, reason);
  // Who is told something else beside the close is invited after that (F1).
  if (reason != Reason::kCustomerSilent && reason != Reason::kRobotIdle &&
      reason != Reason::kOutOfHours) {
    ratings_.Closed(closed, reason);
  }
}

// What the close of a session leaves behind that an agent serves.
void Oracle::ServedTo(const S& session, bool wraps_up) {
  if (settings_.ClockOf(session.desk) == StickyClock::kClose) {
    TouchMemory(session);
  }
  std::deque<int64_t>& handled = handled_[KeyOf(ListOf(session))];
  handled.push_back(at_ - session.assigned_at);
  if (handled.size() > 20) handled.pop_front();
  At(session.owner).idle_since = at_;
  if (wraps_up) WrapUpAfter(session);
}

}  // namespace kefu::oracle
