#include "src/model/book.h"

#include "src/model/book_word.h"
#include "src/model/reply_window.h"

namespace kefu {

bool MayMove(SessionState from, SessionState to) {
#define KEFU_TRANSITION(From, To, why) \
  if (from == SessionState::k##From && to == SessionState::k##To) return true;
#include "src/model/states.def"
  return false;
}

namespace {

// The one writer of Contact::state. A session that is neither waiting nor
// served counts as it was before, until it is one of them again.
void SetState(World& world, Contact& contact, SessionState to) {
#ifdef KEFU_CHECK
  const SessionState from = contact.state == SessionState::kNone
                                ? SessionState::kClosed
                                : contact.state;
  if (!MayMove(from, to)) __builtin_trap();
#endif
  if (world.rules.state_grants && contact.state != to) {
    EndGrants(world, contact.customer, {contact.desk}, StateFor(contact.state));
  }
  contact.state = to;
}

// The session has come to where something may be sent for that (W1).
void GrantFor(World& world, const Contact& contact, WindowTrigger trigger) {
  if (!world.rules.any_windows) return;
  const ChannelId channel = world.rules.desks[contact.desk].channel;
  if (!world.rules.channels[channel.value].Grants(trigger)) return;
  GiveGrants(world, contact.customer, channel, {contact.desk}, contact.state,
             trigger);
}

uint32_t* ChannelLoad(World& world, AgentId agent, DeskId desk) {
  const RulesetData& rules = world.rules;
  if (rules.channel_columns == 0) return nullptr;
  const uint16_t column =
      rules.channel_slot[rules.desks[desk.value].channel.value];
  if (column == 0) return nullptr;
  return &world.channel_loads[agent.value * rules.channel_columns + column - 1];
}

// Adds a session's cost to everything that counts it, or takes it away.
void Charge(World& world, const Contact& contact, AgentId agent, uint32_t cost,
            bool add) {
  const uint32_t by = add ? cost : 0u - cost;
  world.agents[agent.value].load += by;
  if (uint32_t* load = ChannelLoad(world, agent, {contact.desk})) *load += by;
  if (contact.group == 0) return;
  const ListId list = world.rules.ListOf(GroupId{contact.group});
  // Without a limit of the group nobody asks for this count.
  if (world.rules.lists[list].capacity == UINT32_MAX) return;
  const uint32_t member = world.FindMember(agent, list);
  if (member == Roster::kNobody) return;
  world.roster.SetLoad(member, world.roster.Load(member) + by);
}

void LinkToOwner(World& world, uint32_t row, AgentRow& agent) {
  SessionRow& s = world.sessions[row];
  s.left = 0;
  s.right = agent.first_session;
  if (s.right != 0) world.sessions[s.right].left = row;
  agent.first_session = row;
}

void UnlinkFromOwner(World& world, uint32_t row, AgentRow& agent) {
  SessionRow& s = world.sessions[row];
  if (s.right != 0) world.sessions[s.right].left = s.left;
  (s.left != 0 ? world.sessions[s.left].right : agent.first_session) = s.right;
  s.left = s.right = 0;
}

// A place is reserved for whom it is offered to, or free again (A16).
void Reserve(World& world, const Contact& contact) {
  SessionMore& more = world.sessions.Write(contact.row);
  AgentMore& agent = world.agents_more[more.offered_to];
  more.offer_left = 0;
  more.offer_right = agent.first_offer;
  if (more.offer_right != 0) {
    world.sessions.Write(more.offer_right).offer_left = contact.row;
  }
  agent.first_offer = contact.row;
  ++agent.offers;
  Charge(world, contact, {more.offered_to}, world.sessions[contact.row].cost,
         true);
}
void Release(World& world, const Contact& contact) {
  SessionMore& more = world.sessions.Write(contact.row);
  AgentMore& agent = world.agents_more[more.offered_to];
  if (more.offer_right != 0) {
    world.sessions.Write(more.offer_right).offer_left = more.offer_left;
  }
  (more.offer_left != 0 ? world.sessions.Write(more.offer_left).offer_right
                        : agent.first_offer) = more.offer_right;
  more.offer_left = more.offer_right = 0;
  --agent.offers;
  Charge(world, contact, {more.offered_to}, world.sessions[contact.row].cost,
         false);
}

// It leaves the robot. What was the robot's from its opening joins only now
// (Q1), unless it has an older place.
void LeaveRobot(World& world, const Contact& contact) {
  --world.with_robot;
  if (!world.sessions[contact.row].has_more) return;
  SessionMore& more = world.sessions.Write(contact.row);
  if (more.unjoined && !more.rejoined) {
    more.rejoined = true;
    more.first_join = more.joined_at = world.now.ms;
  }
  more.unjoined = false;
  more.robot_from = 0;
  more.robot_warnings = 0;
}

// What came back from an agent counts its waiting anew (Q3, X4).
void NoteServed(World& world, const Contact& contact) {
  SessionRow& row = world.sessions[contact.row];
  row.served = true;
  row.alarmed = false;
  world.sessions.Write(contact.row).waits_since = world.now.ms;
}

}  // namespace

void JoinAnswered(World& world, const Contact& contact) {
  if (IsAnswered(world, contact)) {
    world.answered.Join(ListOf(world, contact), contact.row);
  }
}
void LeaveAnswered(World& world, const Contact& contact) {
  if (IsAnswered(world, contact)) {
    world.answered.Leave(ListOf(world, contact), contact.row);
  }
}

// ----------------------------------------------------------------- sessions

void Give(World& world, ContactRow c, AgentId agent, GroupId group,
          AssignBy by) {
  Contact& contact = world.contacts[c];
  SessionRow& row = world.sessions[contact.row];
  if (contact.state == SessionState::kRobot) LeaveRobot(world, contact);
  SetState(world, contact, SessionState::kServing);
  GrantFor(world, contact, WindowTrigger::kAssign);
  contact.owner = agent.value;
  contact.group = group.value;
  contact.agent_wrote = false;
  row.assigned_at = world.now.ms;
  // S1: what stayed his stays his in the session that goes on (O1).
  if (by != AssignBy::kMerge || !StaysHis(row.by)) row.by = by;
  row.returned = false;
  if (row.has_far) {
    SessionMore& more = world.sessions.Write(contact.row);
    more.giver = 0;
    more.revived_at = 0;
  }
  AgentRow& owner = world.agents[agent.value];
  owner.last_assigned = ++world.last_assignment;
  owner.idle_since = world.now.ms;
  ++owner.sessions;
  Charge(world, contact, {contact.owner}, row.cost, true);
  LinkToOwner(world, contact.row, owner);
  JoinAnswered(world, contact);
}

void GiveToRobot(World& world, ContactRow c, GroupId group) {
  Contact& contact = world.contacts[c];
  if (contact.state == SessionState::kClosed) {
    world.sessions.WriteNear(contact.row).unjoined = true;
  } else if (contact.state == SessionState::kServing) {
    NoteServed(world, contact);
  }
  SetState(world, contact, SessionState::kRobot);
  contact.group = group.value;
  ++world.with_robot;
}

void Enlist(World& world, ContactRow c,
            std::vector<WaitingLists::Joining>* waiting,
            std::vector<WaitingLists::Joining>* pooled) {
  Contact& contact = world.contacts[c];
  SessionRow& row = world.sessions[contact.row];
  ++world.open_sessions;
  if (contact.state == SessionState::kServing) {
    AgentRow& owner = world.agents[contact.owner];
    ++owner.sessions;
    if (!contact.free_of_cost) {
      Charge(world, contact, {contact.owner}, row.cost, true);
    }
    LinkToOwner(world, contact.row, owner);
    JoinAnswered(world, contact);
  } else if (contact.state == SessionState::kRobot) {
    ++world.with_robot;
  } else {
    const ListId list = ListOf(world, contact);
    row.klass = ClassIn(world, contact, list);
    const bool waits = contact.state == SessionState::kWaiting;
    (waits ? waiting : pooled)->push_back({list, contact.row});
    if (row.offered) Reserve(world, contact);
  }
}

void Take(World& world, ContactRow c) {
  Contact& contact = world.contacts[c];
  LeaveAnswered(world, contact);
  const uint32_t cost = world.sessions[contact.row].cost;
  AgentRow& owner = world.agents[contact.owner];
  UnlinkFromOwner(world, contact.row, owner);
  --owner.sessions;
  if (!contact.free_of_cost) {
    Charge(world, contact, {contact.owner}, cost, false);
  }
  contact.held = contact.free_of_cost = false;
  contact.lapsed = 0;
  contact.owner = 0;
}

void SetFreeOfCost(World& world, Contact& contact, bool free_of_cost) {
  LeaveAnswered(world, contact);
  contact.free_of_cost = free_of_cost;
  JoinAnswered(world, contact);
  Charge(world, contact, {contact.owner}, world.sessions[contact.row].cost,
         !free_of_cost);
}

void SetLapsed(World& world, Contact& contact, bool lapsed) {
  contact.lapsed = lapsed;
  contact.held = false;
  if (contact.free_of_cost != lapsed) SetFreeOfCost(world, contact, lapsed);
  if (!lapsed) world.sessions.Write(contact.row).revived_at = world.now.ms;
}

namespace {

int64_t OrderOf(const World& world, const Contact& contact) {
  const SessionRow& row = world.sessions[contact.row];
  int64_t order = FirstJoin(world, contact).ms -
                  world.rules.priorities[row.priority].credit.ms;
  if (world.sessions.More(contact.row).credited) {
    order -= world.rules.desks[contact.desk].window_credit.ms;
  }
  return order;
}

// What it needs in the list where it is to be listed.
void FillNeeds(World& world, const Contact& contact, ListId list) {
  LetSkillsGo(world, contact);
  if (!world.rules.lists[list].laned) return;
  world.sessions.Write(contact.row).tiers = NeedsIn(world, contact, list).tiers;
}

}  // namespace

void Join(World& world, ContactRow c, ListId list, AgentId dedicated) {
  Contact& contact = world.contacts[c];
  SessionRow& row = world.sessions[contact.row];
  const RulesetData& rules = world.rules;
  if (contact.state == SessionState::kServing) {
    NoteServed(world, contact);
  } else if (contact.state == SessionState::kRobot ||
             contact.state == SessionState::kPooled) {
    if (contact.state == SessionState::kRobot) LeaveRobot(world, contact);
    SessionMore& more = world.sessions.Write(contact.row);
    more.waits_since = world.now.ms;
    more.waits_longer = true;
    row.alarmed = false;
  }
  SetState(world, contact, SessionState::kWaiting);
  GrantFor(world, contact, WindowTrigger::kWait);
  contact.group = rules.lists[list].group.value;
  if (row.has_more || rules.limits_waiting || rules.lists[list].laned) {
    SessionMore& more = world.sessions.Write(contact.row);
    more.joined_at = world.now.ms;
    more.waited = false;
  }
  if (rules.credits_windows) {
    world.sessions.WriteNear(contact.row).credited =
        world.now >= CreditFrom(world, contact);
  }
  row.order = OrderOf(world, contact);
  row.klass = ClassIn(world, contact, list);
  FillNeeds(world, contact, list);
  if (dedicated) world.sessions.Write(contact.row).dedicated = dedicated.value;
  world.waiting.Join(list, contact.row);
}

void Deposit(World& world, ContactRow c, ListId list) {
  Contact& contact = world.contacts[c];
  SessionRow& row = world.sessions[contact.row];
  if (contact.state == SessionState::kServing) {
    NoteServed(world, contact);
  } else if (contact.state == SessionState::kRobot) {
    LeaveRobot(world, contact);
  }
  SetState(world, contact, SessionState::kPooled);
  contact.group = world.rules.lists[list].group.value;
  row.order = world.now.ms;
  row.klass = ClassIn(world, contact, list);
  FillNeeds(world, contact, list);
  world.pool.Join(list, contact.row);
}

void Leave(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  const bool waits = contact.state == SessionState::kWaiting;
  (waits ? world.waiting : world.pool)
      .Leave(ListOf(world, contact), contact.row);
  if (!world.rules.any_lanes && !world.rules.credits_windows) return;
  SessionMore& more = world.sessions.Write(contact.row);
  more.dedicated = 0;
  more.tiers = 0;
  more.credited = false;
}

void Widen(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  const ListId list = ListOf(world, contact);
  FillNeeds(world, contact, list);
  world.sessions.Write(contact.row).dedicated = 0;
  world.waiting.ChangeLane(list, contact.row);
}

void SetCredited(World& world, ContactRow c, bool credited) {
  const Contact& contact = world.contacts[c];
  const ListId list = ListOf(world, contact);
  world.waiting.Leave(list, contact.row);
  world.sessions.WriteNear(contact.row).credited = credited;
  world.sessions[contact.row].order = OrderOf(world, contact);
  world.waiting.Join(list, contact.row);
}

void MakeOffer(World& world, ContactRow c, const OfferTerms& terms) {
  const Contact& contact = world.contacts[c];
  const ListId list = ListOf(world, contact);
  world.waiting.Leave(list, contact.row);
  world.sessions[contact.row].offered = true;
  world.waiting.Join(list, contact.row);
  SessionMore& more = world.sessions.Write(contact.row);
  more.offered_at = world.now.ms;
  more.offered_to = terms.agent.value;
  more.offer_by = terms.by;
  more.offer_rung = terms.decision.rung;
  more.offer_why = static_cast<uint16_t>(terms.decision.reason);
  more.offer_asked = terms.decision.asked;
  Reserve(world, contact);
}

void EndOffer(World& world, ContactRow c, bool refused) {
  const Contact& contact = world.contacts[c];
  const ListId list = ListOf(world, contact);
  Release(world, contact);
  world.waiting.Leave(list, contact.row);
  SessionMore& more = world.sessions.Write(contact.row);
  if (refused) more.barred[more.barred_count++] = more.offered_to;
  more.offered_at = 0;
  more.offered_to = more.offer_asked = 0;
  more.offer_why = 0;
  more.offer_by = AssignBy::kNone;
  more.offer_rung = Rung::kNone;
  world.sessions[contact.row].offered = false;
  world.waiting.Join(list, contact.row);
}

OfferTerms TermsOf(const World& world, const Contact& contact) {
  const AgentId agent = OfferedTo(world, contact);
  if (!agent) return {};
  const SessionMore& more = world.sessions.More(contact.row);
  return {agent,
          more.offer_by,
          {more.offer_rung, static_cast<Reason>(more.offer_why), contact.group,
           agent, more.offer_asked}};
}

void KeepPlace(World& world, ContactRow c) {
  Contact& contact = world.contacts[c];
  SessionRow& row = world.sessions[contact.row];
  const int64_t first_join = FirstJoin(world, contact).ms;
  const int64_t waits_since = WaitsSince(world, contact).ms;
  const bool returned = row.returned;
  const uint16_t priority = row.priority;
  KeepWord(world, contact, world.sessions.More(contact.row).agent_at);
  SessionMore& more = world.sessions.Write(contact.row);
  more.rejoined = true;
  more.first_join = first_join;
  more.waits_longer = waits_since != first_join;
  more.waits_since = more.waits_longer ? waits_since : 0;
  more.left_returned = returned;
  more.left_priority = priority;
  more.joined_at = world.now.ms;
}

void End(World& world, ContactRow c, bool keeps_row) {
  Contact& contact = world.contacts[c];
  if (contact.state == SessionState::kRobot) LeaveRobot(world, contact);
  SetState(world, contact, SessionState::kClosed);
  if (!keeps_row) {
    const int64_t said_at = world.rules.keeps_agent_word
                                ? world.sessions.More(contact.row).agent_at
                                : 0;
    const Duration quiet = world.rules.desks[contact.desk].hours_quiet;
    if (said_at != 0 && !quiet.off() && world.now < Instant{said_at} + quiet) {
      KeepWord(world, contact, said_at);
    } else {
      world.sessions.Free(contact.row);
      contact.row = 0;
    }
  }
  contact.customer_wrote = contact.agent_wrote = contact.customer_last = false;
  contact.session = 0;
  contact.group = 0;
  --world.open_sessions;
}

// ------------------------------------------------------------------- memory

void FollowWord(World& world, const Contact& contact, bool by_agent) {
  const DeskId desk{contact.desk};
  if (by_agent) {
    if (world.rules.keeps_unanswered) {
      world.unanswered.Erase(contact.customer, desk);
    }
    if (world.rules.any_ratings) NoteAnswer(world, contact);
  } else if (world.rules.keeps_unanswered) {
    world.unanswered.Note(contact.customer, desk, contact.session, world.now);
  }
}

}  // namespace kefu
