// S1, S2, A12: how sessions open and close, and what is said in them.

#include "tests/oracle/oracle.h"

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
  if (Find(e.customer, e.desk) != nullptr) return Reason::kNone;
  const Facts facts = WithLinkPriority(config_, e.facts);
  if (settings_.StartsOf(e.desk) == SessionStarts::kMessage) {
    kept_[{e.customer, e.desk}] = facts;
    return Reason::kNone;
  }
  const Reason refused = Open(e, facts, CostOf(e.desk, std::nullopt));
  if (refused == Reason::kNone) kept_.erase({e.customer, e.desk});
  return refused;
}

Facts Oracle::KeptFacts(uint64_t customer, int desk) const {
  const auto found = kept_.find({customer, desk});
  return found == kept_.end() ? Facts{} : found->second;
}

Reason Oracle::CustomerSends(const Incoming& e) {
  if (S* session = Find(e.customer, e.desk)) {
    CustomerSpoke(*session);
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
  const int64_t cost = CostOf(e.desk, static_cast<MessageKind>(e.detail));
  const Reason refused = Open(e, facts, cost);
  if (refused != Reason::kNone) return refused;
  kept_.erase({e.customer, e.desk});
  sessions_.rbegin()->second.customer_wrote = true;
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
  S session;
  session.number = ++sessions_opened_;
  session.customer = e.customer;
  session.desk = e.desk;
  session.facts = facts;
  session.cost = cost;
  session.opened_at = at_;
  sessions_.emplace(session.number, session);
  Emit(EffectType::kOpenSession, session).value = names_.LinkId(facts.link);
  signals_.push_back({.route = session.number});
  return Reason::kNone;
}

// Q7, without a grace. Leaving the page changes nothing (X6).
Reason Oracle::Leaves(const Incoming& e) {
  if (static_cast<LeaveWhat>(e.detail) == LeaveWhat::kPage) {
    return Reason::kNone;
  }
  const S* session = Find(e.customer, e.desk);
  if (session == nullptr) return Reason::kNoSession;
  if (session->state == SessionState::kServing) return Reason::kWrongState;
  Close(session->number, ClosedBy::kCustomer, Reason::kCustomerLeft);
  return Reason::kNone;
}

Reason Oracle::AgentSends(const Incoming& e) {
  if (At(e.agent).status == AgentStatus::kOffline) {
    return Reason::kAgentOffline;
  }
  S* session = Find(e.customer, e.desk);
  if (session == nullptr) return Reason::kNoSession;
  if (session->state == SessionState::kWaiting) return Reason::kWrongState;
  if (session->owner != e.agent) return Reason::kNotYourSession;
  OwnerSpoke(*session);
  EffectRecord& deliver = Emit(EffectType::kDeliver, *session);
  deliver.agent = names_.AgentId(e.agent);
  deliver.detail = e.detail;
  return Reason::kNone;
}

// S2: by the owner, whatever his status, or by the host.
Reason Oracle::Closes(const Incoming& e) {
  const S* session = Find(e.customer, e.desk);
  if (session == nullptr) return Reason::kNoSession;
  if (e.agent == kNone) {
    Close(session->number, ClosedBy::kHost, Reason::kByHost);
    return Reason::kNone;
  }
  if (session->state == SessionState::kWaiting) return Reason::kWrongState;
  if (session->owner != e.agent) return Reason::kNotYourSession;
  Close(session->number, ClosedBy::kAgent, Reason::kByAgent);
  return Reason::kNone;
}

// Q4
Reason Oracle::Discards(const Incoming& e) {
  const AgentStatus status = At(e.agent).status;
  if (status == AgentStatus::kOffline) return Reason::kAgentOffline;
  if (status == AgentStatus::kAway) return Reason::kAgentAway;
  const S* session = Find(e.customer, e.desk);
  if (session == nullptr) return Reason::kNoSession;
  if (session->state == SessionState::kServing) return Reason::kAlreadyAssigned;
  if (!HisList(e.agent, *session)) return Reason::kNotYourGroup;
  Close(session->number, ClosedBy::kAgent, Reason::kDiscarded);
  return Reason::kNone;
}

void Oracle::Close(uint64_t number, ClosedBy by, Reason reason) {
  const S session = sessions_.at(number);
  if (session.state == SessionState::kWaiting) Dequeue(session, reason);
  if (session.state == SessionState::kServing &&
      settings_.ClockOf(session.desk) == StickyClock::kClose) {
    TouchMemory(session);
  }
  sessions_.erase(number);
  EffectRecord& close = Emit(EffectType::kCloseSession, session);
  close.agent = names_.AgentId(session.owner);
  close.group = names_.GroupId(session.group);
  close.detail = static_cast<uint8_t>(by);
  close.reason = static_cast<uint16_t>(reason);
  if (session.owner >= 0) signals_.push_back({.fill = session.owner});
}

}  // namespace kefu::oracle
