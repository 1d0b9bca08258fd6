#include "tests/oracle/past.h"

#include <algorithm>
#include <tuple>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

// ------------------------------------------------------------- reopening (S4)

Reason Past::Reopens(const Incoming& e) {
  const AgentStatus status = o_.StatusAt(e.agent, e.desk);
  if (status == AgentStatus::kOffline) return Reason::kAgentOffline;
  if (status == AgentStatus::kAway) return Reason::kAgentAway;
  if (!o_.Participates(e.agent, e.desk)) return Reason::kNotParticipant;
  struct Item {
    uint64_t customer;
    Reason reason = Reason::kNone, template_for = Reason::kNone;
  };
  std::vector<Item> items;
  Taking taking;
  bool left_out = false;
  for (const uint64_t customer : e.customers) {
    Item item{customer};
    item.reason = Check(e, customer, taking, &item.template_for);
    if (item.reason == Reason::kNone) {
      ++taking.count;
      taking.customers.push_back(customer);
    } else {
      left_out = true;
      o_.Refuse(item.reason, customer, e.record.agent, e.record.desk);
    }
    items.push_back(item);
  }
  if (left_out && o_.settings_.AllOrNothing(e.desk)) return Reason::kNone;
  for (const Item& item : items) {
    if (item.reason != Reason::kNone) continue;
    const Facts facts = FactsFor(item.customer, e.desk);
    o_.kept_.erase({item.customer, e.desk});
    const uint64_t number = o_.NewSession(item.customer, e.desk, facts,
                                          o_.CostOf(e.desk, std::nullopt));
    o_.Post([this, number, agent = e.agent, reason = item.template_for] {
      OpenSession_& session = o_.sessions_.at(number);
      o_.Assign(session, agent, o_.OwnGroup(agent, session.desk),
                {.by = AssignBy::kReopen,
                 .rung = Rung::kByHand,
                 .template_for = reason});
    });
  }
  return Reason::kNone;
}

Facts Past::FactsFor(uint64_t customer, int desk) const {
  return o_.KeptFacts(customer, desk);
}

// R5
int Past::LastAgent(uint64_t customer, int desk) const {
  const bool one_for_all = o_.settings_.MemoryScope() == StickyMemory::kTenant;
  const auto last = o_.memories_.find({customer, one_for_all ? kNone : desk});
  return last == o_.memories_.end() ? kNone : last->second.agent;
}

Reason Past::Check(const Incoming& e, uint64_t customer, const Taking& taking,
                   Reason* template_for) const {
  const Reason known = o_.CheckCustomer(customer);
  if (known != Reason::kNone) return known;
  if (o_.Blocked(customer, e.desk) || o_.Blocked(customer, kNone)) {
    return Reason::kBlocked;
  }
  if (LastAgent(customer, e.desk) != e.agent &&
      !o_.May(e.agent, Right::kReassign)) {
    return Reason::kNotPermitted;
  }
  if (been_.count({customer, e.desk}) == 0) return Reason::kNoSession;
  if (std::count(taking.customers.begin(), taking.customers.end(), customer) !=
      0) {
    return Reason::kAlreadyAssigned;
  }
  if (const OpenSession_* open = o_.Find(customer, e.desk)) {
    if (open->state != SessionState::kServing) return Reason::kWrongState;
    return open->owner == e.agent ? Reason::kAlreadyAssigned
                                  : Reason::kServedByOther;
  }
  const Facts facts = FactsFor(customer, e.desk);
  if (!o_.ServesStore(e.agent, o_.StoreAtOpening(facts, customer))) {
    return Reason::kOtherStore;
  }
  const int64_t cost = o_.CostOf(e.desk, std::nullopt);
  if (o_.Load(e.agent) + (taking.count + 1) * cost > o_.HardMaximum(e.agent)) {
    return Reason::kOverMaximum;
  }
  if (static_cast<int64_t>(o_.sessions_.size()) + taking.count >=
      o_.config_.limits.sessions) {
    return Reason::kLimitReached;
  }
  Sending s;
  s.customer = customer;
  s.desk = e.desk;
  s.state = SessionState::kServing;
  s.at = o_.at_;
  const Sent sent = o_.Ask(s);
  if (sent.how == Sent::kNot) return sent.reason;
  if (sent.how != Sent::kDirect && sent.reason != Reason::kTemplateFirst) {
    *template_for = sent.reason;
  }
  return Reason::kNone;
}

// ------------------------------------------------------------ unanswered (S5)

void Past::CustomerWrote(const OpenSession_& session) {
  const Key key(session.customer, session.desk);
  const auto found = unanswered_.find(key);
  if (found != unanswered_.end() && found->second.session == session.number) {
    return;
  }
  unanswered_[key] = {session.number, o_.at_};
}

void Past::AgentWrote(const OpenSession_& session) {
  unanswered_.erase({session.customer, session.desk});
}

void Past::Opened(const OpenSession_& session) {
  been_.insert({session.customer, session.desk});
  unanswered_.erase({session.customer, session.desk});
}

// What the robot had to the end is the robot's.
void Past::Closed(const OpenSession_& session, Reason reason) {
  const bool robots = session.state == SessionState::kRobot &&
                      reason != Reason::kOutOfHours &&
                      reason != Reason::kRefusedOverflow;
  if (robots || reason == Reason::kDiscarded || reason == Reason::kBlocked ||
      reason == Reason::kErased) {
    unanswered_.erase({session.customer, session.desk});
  }
}

void Past::Forget(uint64_t customer) {
  const auto his = [&](const auto& entry) {
    return entry.first.first == customer;
  };
  std::erase_if(unanswered_, his);
  std::erase_if(been_, [&](const Key& key) { return key.first == customer; });
}

std::vector<UnansweredInfo> Past::Unanswered(
    const Engine::UnansweredQuestion& q) {
  std::vector<UnansweredInfo> list;
  if (!o_.config_.tenant.keep_unanswered) return list;
  for (const auto& [key, row] : unanswered_) {
    const auto [customer, desk] = key;
    const OpenSession_* open = o_.Find(customer, desk);
    if (open != nullptr && (open->state == SessionState::kServing ||
                            open->state == SessionState::kRobot)) {
      continue;
    }
    if (o_.Blocked(customer, desk) || o_.Blocked(customer, kNone)) continue;
    if (o_.config_.desks[static_cast<size_t>(desk)].deleted) continue;
    UnansweredInfo info;
    info.customer = {customer};
    info.desk = {o_.names_.DeskId(desk)};
    info.session = {row.session};
    info.state = open == nullptr ? SessionState::kClosed : open->state;
    info.since = Instant{row.since};
    info.agent = {o_.names_.AgentId(LastAgent(customer, desk))};
    if (q.desk && q.desk != info.desk) continue;
    if (q.agent && q.agent != info.agent) continue;
    info.sends = o_.MaySend({.customer = info.customer,
                             .desk = info.desk,
                             .at = Instant{o_.now_.value_or(0)}});
    list.push_back(info);
  }
  std::sort(list.begin(), list.end(),
            [](const UnansweredInfo& a, const UnansweredInfo& b) {
              return std::tuple(a.since, a.session.value) <
                     std::tuple(b.since, b.session.value);
            });
  if (list.size() > q.limit) list.resize(q.limit);
  return list;
}

}  // namespace kefu::oracle
