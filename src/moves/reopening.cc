#include "src/moves/reopening.h"

#include <algorithm>
#include <vector>

#include "src/facts/capacity.h"
#include "src/facts/dedicated.h"
#include "src/facts/gate.h"
#include "src/facts/rights.h"
#include "src/facts/sticky.h"
#include "src/facts/window.h"
#include "src/model/book.h"
#include "src/moves/step.h"

namespace kefu::reopening {
namespace {

struct Candidate {
  CustomerId customer;
  ContactRow contact = 0;
  Reason reason = Reason::kNone;        // why he is left out
  Reason template_for = Reason::kNone;  // why a template goes out
};

class Batch {
 public:
  Batch(World& world, const AgentReopens& event)
      : world_(world),
        event_(event),
        desk_(world.rules.desks[event.desk.value]) {}

  void Run() {
    candidates_.reserve(event_.customers.size());
    for (const CustomerId customer : event_.customers) {
      Candidate c{.customer = customer};
      c.reason = Check(&c);
      if (c.reason == Reason::kNone) ++taken_;
      candidates_.push_back(c);
    }
    const bool whole = taken_ == candidates_.size();
    for (const Candidate& c : candidates_) {
      if (c.reason == Reason::kNone) continue;
      EmitRefuse(world_, c.reason, c.customer, event_.agent, event_.desk);
    }
    if (!whole && desk_.accept_all_or_nothing) return;
    for (const Candidate& c : candidates_) {
      if (c.reason == Reason::kNone) Open(c);
    }
  }

 private:
  // The guards about one customer: his name, who may act, the state of the
  // session, limits, the window.
  Reason Check(Candidate* c) const {
    uint32_t customer = 0;
    if (Reason r = CheckCustomer(world_, c->customer, &customer);
        r != Reason::kNone) {
      return r;
    }
    if (Reason r = AskBlocked(world_, customer, event_.desk);
        r != Reason::kNone) {
      return r;
    }
    if (LastAgent(world_, customer, event_.desk) != event_.agent &&
        !IsPermitted(world_, event_.agent, Right::kReassign)) {
      return Reason::kNotPermitted;
    }
    c->contact = world_.contacts.Find(customer, event_.desk);
    // He has never had a session here.
    if (c->contact == 0 ||
        world_.contacts[c->contact].state == SessionState::kNone) {
      return Reason::kNoSession;
    }
    if (Reason r = CheckState(*c); r != Reason::kNone) return r;
    if (!ServesStoreOf(world_.contacts[c->contact])) return Reason::kOtherStore;
    if (Reason r = CheckLimits(); r != Reason::kNone) return r;
    return CheckWindow(customer, &c->template_for);
  }

  // A second mention finds a session that is his.
  Reason CheckState(const Candidate& c) const {
    const Contact& contact = world_.contacts[c.contact];
    const bool again = std::any_of(
        candidates_.begin(), candidates_.end(), [&](const Candidate& other) {
          return other.contact == c.contact && other.reason == Reason::kNone;
        });
    if (again) return Reason::kAlreadyAssigned;
    if (contact.session == 0) return Reason::kNone;
    if (contact.state != SessionState::kServing) return Reason::kWrongState;
    return contact.owner == event_.agent.value ? Reason::kAlreadyAssigned
                                               : Reason::kServedByOther;
  }

  // The store that the session will have (R11).
  bool ServesStoreOf(const Contact& contact) const {
    if (!world_.rules.isolates) return true;
    const SessionFacts kept = Noted(world_, contact);
    const StoreId store =
        StoreFor(world_, contact.customer, kept.store, kept.link);
    return world_.rules.ServesStore(event_.agent, store.value);
  }

  uint32_t cost() const {
    return desk_.cost[static_cast<size_t>(MessageKind::kNone)];
  }

  // The hard maximum (A13) and the ceiling of sessions (T9), with those that he
  // takes in this batch.
  Reason CheckLimits() const {
    const uint32_t all = (taken_ + 1) * cost();
    if (!UnderMaximum(world_, event_.agent, all)) return Reason::kOverMaximum;
    return SessionsFull(world_, taken_) ? Reason::kLimitReached : Reason::kNone;
  }

  // Whether a text of his would reach the customer in the new session: what was
  // granted while there was none is over then (W1).
  Reason CheckWindow(uint32_t customer, Reason* template_for) const {
    SendAsk ask;
    ask.customer = customer;
    ask.desk = event_.desk;
    ask.state = SessionState::kServing;
    ask.at = world_.now;
    const SendAnswer answer = AskSend(world_, ask);
    if (answer.way == SendWay::kNot) return answer.reason;
    // Where templates come first they go with what he writes.
    const bool shut = answer.way != SendWay::kDirect &&
                      answer.reason != Reason::kTemplateFirst;
    if (shut) *template_for = answer.reason;
    return Reason::kNone;
  }

  void Open(const Candidate& c) {
    Contact& contact = world_.contacts[c.contact];
    SessionFacts facts = Noted(world_, contact);
    if (world_.rules.derives_priority && !facts.priority) {
      facts.priority = DerivedPriority(world_, contact.customer);
    }
    kefu::Open(world_, c.contact, facts, static_cast<uint16_t>(cost()));
    Emit(world_, EffectType::kOpenSession, contact).value = facts.link.value;
    Signal signal =
        AssignTo(world_, c.contact, event_.agent, AssignBy::kReopen);
    signal.reason = c.template_for;
    world_.signals.Post(signal);
  }

  World& world_;
  const AgentReopens& event_;
  const DeskData& desk_;
  std::vector<Candidate> candidates_;
  uint32_t taken_ = 0;
};

}  // namespace

Reason Reopen(World& world, const AgentReopens& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  if (Reason r = CheckDesk(world, event.desk); r != Reason::kNone) return r;
  if (Reason r = CheckMayAccept(world, event.agent, event.desk);
      r != Reason::kNone) {
    return r;
  }
  if (!world.rules.IsParticipant(event.agent, event.desk)) {
    return Reason::kNotParticipant;
  }
  const size_t count = event.customers.size();
  world.Reserve(2 * count);
  world.sessions.Reserve(count);
  Batch(world, event).Run();
  return Reason::kNone;
}

}  // namespace kefu::reopening
