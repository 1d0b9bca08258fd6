#include "src/moves/assignment.h"

#include <algorithm>
#include <vector>

#include "src/facts/capacity.h"
#include "src/facts/offer.h"
#include "src/facts/rights.h"
#include "src/facts/standing.h"
#include "src/model/book.h"
#include "src/model/clock.h"
#include "src/moves/step.h"
#include "src/moves/step_courtesy.h"
#include "src/moves/step_rating.h"
#include "src/moves/step_say.h"
#include "src/moves/step_texts.h"
#include "src/moves/step_visit.h"
#include "src/moves/step_window.h"

namespace kefu::assignment {
namespace {

// The list's own way has chosen; only these two remember it (D2, D3).
void MoveTheWay(World& world, const Signal& s, const Contact& contact) {
  const Distribution way = world.roster.Way(s.list);
  if (way != Distribution::kEven && way != Distribution::kWeighted) return;
  const WithoutBarred guard(world, contact);
  world.roster.Took(s.list, NeedsIn(world, contact, s.list), s.member);
}

// What counts for the ramp (A11).
bool IsAutomatic(AssignBy by) {
  return by != AssignBy::kManual && by != AssignBy::kTransfer &&
         by != AssignBy::kClaim && by != AssignBy::kReopen;
}

// S9
void EmitClaimed(World& world, const Contact& contact) {
  EffectRecord& effect =
      EmitRecord(world, RecordWhat::kClaim, contact.customer, {contact.desk});
  effect.session = contact.session;
  effect.agent = contact.owner;
}

// From the opening, from the waiting list or from another agent to the agent.
void Perform(World& world, const Signal& s) {
  const AgentId agent{s.agent};
  world.PrefetchSeats(agent);
  Contact& contact = world.contacts[s.contact];
  const AgentId before{contact.owner};
  if (contact.state == SessionState::kWaiting && !s.has_left) {
    TakeBackAny(world, s.contact, Reason::kAssigned);
    Leave(world, s.contact);
    EmitDequeue(world, contact, Reason::kAssigned);
  } else if (contact.state == SessionState::kPooled && !s.has_left) {
    Leave(world, s.contact);
  }
  if (s.by_distribution) MoveTheWay(world, s, contact);
  if (before) Take(world, s.contact);
  world.PrefetchKeys(agent);
  const bool given_away = world.sessions.Far(contact.row).giver != 0;
  Give(world, s.contact, agent, world.rules.lists[s.list].group, s.by);
  if (world.rules.ramp_places != 0 && IsAutomatic(s.by)) {
    CountForRamp(world, agent);
  }
  SeatByLoad(world, agent);
  if (before) {
    SeatByLoad(world, before);
    PostFill(world, before);
  }
  RememberAssignment(world, contact);
  TellClock(world, s.contact, contact, Happening::kNewOwner);

  EffectRecord& effect = Emit(world, EffectType::kAssign, contact);
  effect.agent = agent.value;
  effect.detail = static_cast<uint8_t>(s.by);
  effect.rung = static_cast<uint8_t>(s.decision.rung);
  effect.why = static_cast<uint16_t>(s.decision.reason);
  effect.asked = s.decision.asked;
  // Who has done it himself need not be told.
  const bool himself = s.by == AssignBy::kManual || s.by == AssignBy::kClaim ||
                       s.by == AssignBy::kReopen || s.accepted;
  if (!himself) {
    Notify(world, contact, agent,
           s.by == AssignBy::kTransfer ? NoticeWhat::kTransferIn
                                       : NoticeWhat::kNewSession);
  }
  // S9: who has lost it is told.
  if (s.by == AssignBy::kClaim) {
    Notify(world, contact, before, NoticeWhat::kMovedAway);
  }
  if (world.rules.greets_on_accept) {
    GreetOnAccept(world, contact, s.by, given_away);
  }
  if (StaysHis(s.by) && world.rules.notices) {
    EmitNotice(world, contact, {s.decision.reason, false, true});
  }
  if (world.rules.answers_offline) AnswerForAbsent(world, contact);
  if (s.by == AssignBy::kReopen && s.reason != Reason::kNone) {
    SendOneTemplate(
        world,
        {contact.session, contact.customer, {contact.desk}, agent, s.reason});
  }
  DropGreetings(world, contact.customer);
  Prompt(world, contact, ContactPoint::kAssignment);
  if (world.rules.any_ratings) NoteServer(world, contact);
  if (s.by == AssignBy::kClaim) EmitClaimed(world, contact);
}

// One customer of the batch: one who waits or, what he has already, a session
// of his that has lapsed (A9).
struct Candidate {
  uint32_t place = 0;  // in the event
  CustomerId customer;
  ContactRow contact = 0;  // 0: nothing that he could accept
  Reason reason = Reason::kNone;
};

class Batch {
 public:
  Batch(World& world, const AgentAccepts& event)
      : world_(world), event_(event) {}

  void Run() {
    Look();
    SortByQueue();
    CountAhead();
    RefuseLeftOut();
    if (AllOrNothing() && AnyLeftOut()) return;
    for (const Candidate& c : candidates_) {
      if (c.reason != Reason::kNone) continue;
      if (IsLapsed(c.contact)) {
        ReviveSession(world_, c.contact);
      } else {
        Take(c.contact);
      }
    }
  }

 private:
  void Look() {
    candidates_.reserve(event_.customers.size());
    for (size_t i = 0; i < event_.customers.size(); ++i) {
      Candidate c;
      c.place = static_cast<uint32_t>(i);
      c.customer = event_.customers[i];
      c.reason = Check(c.customer, &c.contact);
      candidates_.push_back(c);
    }
  }

  // Guards about one customer, but for the limits.
  Reason Check(CustomerId id, ContactRow* found) {
    uint32_t customer = 0;
    if (Reason r = CheckCustomer(world_, id, &customer); r != Reason::kNone) {
      return r;
    }
    const ContactRow c = FindOpen(world_, customer, event_.desk);
    if (c == 0) return Reason::kNoSession;
    const Contact& contact = world_.contacts[c];
    if (contact.state == SessionState::kServing) {
      if (!contact.lapsed || contact.owner != event_.agent.value) {
        return Reason::kAlreadyAssigned;
      }
    } else if (contact.state != SessionState::kWaiting) {
      return Reason::kWrongState;
    } else if (!MayTakeFromList(world_, event_.agent, contact)) {
      return Reason::kNotYourGroup;
    }
    if (!SeesSession(world_, event_.agent, contact)) return Reason::kOtherStore;
    const SessionMore& more = world_.sessions.More(contact.row);
    if (more.dedicated != 0 && more.dedicated != event_.agent.value) {
      return Reason::kAwaitsDedicated;
    }
    *found = c;
    return Reason::kNone;
  }

  bool IsLapsed(ContactRow c) const { return world_.contacts[c].lapsed; }

  // Those who wait, in the order of Q1, then those that have lapsed, by their
  // numbers.
  bool Before(ContactRow a, ContactRow b) const {
    const Contact& x = world_.contacts[a];
    const Contact& y = world_.contacts[b];
    if (x.lapsed != y.lapsed) return y.lapsed;
    return x.lapsed ? x.session < y.session
                    : world_.waiting.Before(x.row, y.row);
  }

  // A second mention stands behind the first.
  void SortByQueue() {
    std::sort(
        candidates_.begin(), candidates_.end(),
        [this](const Candidate& a, const Candidate& b) {
          if (a.contact != b.contact && a.contact != 0 && b.contact != 0) {
            return Before(a.contact, b.contact);
          }
          if ((a.contact == 0) != (b.contact == 0)) {
            return a.contact != 0;
          }
          return a.place < b.place;
        });
    for (size_t i = 1; i < candidates_.size(); ++i) {
      if (candidates_[i].contact != 0 &&
          candidates_[i].contact == candidates_[i - 1].contact) {
        candidates_[i].reason = Reason::kAlreadyAssigned;
      }
    }
  }

  // The limits, with the loads as they grow.
  void CountAhead() {
    for (Candidate& c : candidates_) {
      if (c.reason != Reason::kNone) continue;
      const Contact& contact = world_.contacts[c.contact];
      // What is on offer to him has its place already (A16).
      if (OfferedTo(world_, contact) == event_.agent) continue;
      const uint32_t cost = world_.sessions[contact.row].cost;
      c.reason = CheckRoom(contact, cost);
      if (c.reason == Reason::kNone) taken_.push_back({contact.group, cost});
    }
  }

  Reason CheckRoom(const Contact& contact, uint32_t cost) const {
    uint32_t all = cost, in_group = cost;
    for (const Taken& t : taken_) {
      all += t.cost;
      if (t.group == contact.group) in_group += t.cost;
    }
    if (!UnderMaximum(world_, event_.agent, all)) return Reason::kOverMaximum;
    if (MayExceed(contact)) return Reason::kNone;
    // Every session of the event is of one desk, so of one channel.
    const ChannelId channel = world_.rules.desks[event_.desk.value].channel;
    const ListId list = ListOf(world_, contact);
    const ListId own = world_.rules.desks[event_.desk.value].own_list;
    const bool fits =
        RoomOf(world_, event_.agent, own, channel).units >= int64_t{all} &&
        RoomOf(world_, event_.agent, list, channel).units >= int64_t{in_group};
    return fits ? Reason::kNone : Reason::kOverCapacity;
  }

  // A4, looked up agent > group > desk (T13).
  bool MayExceed(const Contact& contact) const {
    return world_.rules.accept_over_capacity(
        {event_.desk, {contact.group}, event_.agent});
  }

  bool AllOrNothing() const {
    return world_.rules.desks[event_.desk.value].accept_all_or_nothing;
  }

  bool AnyLeftOut() const {
    return std::any_of(
        candidates_.begin(), candidates_.end(),
        [](const Candidate& c) { return c.reason != Reason::kNone; });
  }

  // One refusal for each customer left out, in the order of the event (T4).
  void RefuseLeftOut() {
    std::vector<Candidate> left_out;
    for (const Candidate& c : candidates_) {
      if (c.reason != Reason::kNone) left_out.push_back(c);
    }
    std::sort(left_out.begin(), left_out.end(),
              [](const Candidate& a, const Candidate& b) {
                return a.place < b.place;
              });
    for (const Candidate& c : left_out) {
      EmitRefuse(world_, c.reason, c.customer, event_.agent, event_.desk);
    }
  }

  void Take(ContactRow c) {
    const OfferTerms offer = TermsOf(world_, world_.contacts[c]);
    if (offer.agent == event_.agent) return TakeOffer(c, offer);
    Signal signal;
    signal.kind = SignalKind::kAssign;
    signal.by = AssignBy::kManual;
    signal.contact = c;
    signal.agent = event_.agent.value;
    signal.list = ListOf(world_, world_.contacts[c]);
    signal.decision = {Rung::kByHand, Reason::kNone, world_.contacts[c].group,
                       event_.agent, 1};
    Perform(world_, signal);
  }

  // By the rung that made the offer: only now it counts as an assignment (A16).
  void TakeOffer(ContactRow c, const OfferTerms& offer) {
    EndOffer(world_, c, false);
    world_.agents_more[event_.agent.value].misses = 0;
    SeatAgent(world_, event_.agent);
    Signal signal;
    signal.kind = SignalKind::kAssign;
    signal.by = offer.by;
    signal.by_distribution = true;
    signal.accepted = true;
    signal.contact = c;
    signal.agent = event_.agent.value;
    signal.list = ListOf(world_, world_.contacts[c]);
    signal.member = world_.FindMember(event_.agent, signal.list);
    signal.decision = offer.decision;
    Perform(world_, signal);
  }

  struct Taken {
    uint16_t group;
    uint32_t cost;
  };

  World& world_;
  const AgentAccepts& event_;
  std::vector<Candidate> candidates_;
  std::vector<Taken> taken_;
};

}  // namespace

void Settle(World& world, const Signal& signal) {
  if (signal.by_distribution && world.rules.any_offers &&
      AsksFirst(world, world.contacts[signal.contact], signal.list)) {
    Signal offer = signal;
    offer.kind = SignalKind::kOffer;
    return world.signals.PostNext(offer);
  }
  Perform(world, signal);
  FillOn(world, signal);
}

Reason Accept(World& world, const AgentAccepts& event) {
  if (!world.Knows(event.agent)) return Reason::kUnknownAgent;
  if (Reason r = CheckDesk(world, event.desk); r != Reason::kNone) return r;
  if (Reason r = CheckMayAccept(world, event.agent, event.desk);
      r != Reason::kNone) {
    return r;
  }
  if (!IsPermitted(world, event.agent, Right::kAccept)) {
    return Reason::kNotPermitted;
  }
  const size_t count = event.customers.size();
  // One that was on offer to another frees his place.
  const uint64_t freed =
      world.rules.any_offers ? uint64_t{2} * world.rules.most_cost * count : 0;
  world.Reserve(count + std::min<uint64_t>(freed, world.listed()));
  Batch(world, event).Run();
  return Reason::kNone;
}

}  // namespace kefu::assignment
