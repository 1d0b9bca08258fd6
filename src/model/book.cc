#include "src/model/book.h"

#include <algorithm>

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
void SetState(Contact& contact, SessionState to) {
#ifdef KEFU_CHECK
  const SessionState from = contact.state == SessionState::kNone
                                ? SessionState::kClosed
                                : contact.state;
  if (!MayMove(from, to)) __builtin_trap();
#endif
  contact.state = to;
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
  if (const MemberData* m = world.rules.FindMember(agent, list)) {
    const auto i = world.rules.IndexOf(*m);
    world.roster.SetLoad(i, world.roster.Load(i) + by);
  }
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

// The session joins those whose last word is the agent's, if it is one of them;
// or leaves them, before that changes (Q3).
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

void Fill(SessionRow* row, const SessionFacts& facts) {
  row->product = facts.product.value;
  row->intent = facts.intent.value;
  row->order_status = facts.order_status.value;
  row->link = facts.link.value;
  row->priority = facts.priority.value;
}

// The place that an earlier session left: taken while the grace lasts,
// otherwise forgotten (Q7). Returns the priority that goes with it.
PriorityId Rejoin(World& world, const Contact& contact) {
  SessionRow& row = world.sessions[contact.row];
  if (!row.has_more) return {};
  SessionMore& more = world.sessions.Write(contact.row);
  if (!more.rejoined) return {};
  const Duration within = world.rules.rejoin_within({{contact.desk}, {}, {}});
  more.rejoined = !within.off() && world.now < Instant{more.joined_at} + within;
  row.returned = more.rejoined && more.left_returned;
  const PriorityId priority{more.left_priority};
  more.left_returned = false;
  more.left_priority = 0;
  more.joined_at = 0;
  if (more.rejoined) return priority;
  more.first_join = more.waits_since = 0;
  more.waits_longer = false;
  return {};
}

uint8_t ClassIn(const World& world, const Contact& contact, ListId list) {
  return world.rules.ClassOf(list, world.rules.desks[contact.desk].channel,
                             world.sessions[contact.row].cost);
}

// What few sessions have (R4, R11).
void FillMore(World& world, uint32_t row, const SessionFacts& facts) {
  if (!facts.named && !facts.store && !world.sessions[row].has_more) return;
  SessionMore& more = world.sessions.Write(row);
  more.named = facts.named.value;
  more.store = facts.store.value;
}

// The store of a session that opens: of the event, else of its link (R11); and
// what it requires of its agents (D8).
void FillKind(World& world, uint32_t row, const SessionFacts& facts) {
  const RulesetData& rules = world.rules;
  if (rules.any_store && !facts.store && facts.link) {
    const StoreId store = rules.links[facts.link.value].store;
    if (store) world.sessions.Write(row).store = store.value;
  }
  if (rules.skills.empty()) return;
  const uint64_t skills = rules.SkillsOf(facts.intent, facts.link);
  if (skills != 0) world.sessions.Write(row).skills = skills;
}

}  // namespace

// ----------------------------------------------------------------- sessions

void Note(World& world, ContactRow c, const SessionFacts& facts) {
  Contact& contact = world.contacts[c];
  if (contact.row == 0) contact.row = world.sessions.Add();
  Fill(&world.sessions[contact.row], facts);
  FillMore(world, contact.row, facts);
}

SessionFacts Noted(const World& world, const Contact& contact) {
  if (contact.row == 0) return {};
  const SessionRow& row = world.sessions[contact.row];
  const SessionMore& more = world.sessions.More(contact.row);
  return {{row.product},  {row.intent}, {row.order_status}, {row.link},
          {row.priority}, {more.named}, {more.store}};
}

void Open(World& world, ContactRow c, const SessionFacts& facts,
          uint16_t cost) {
  Contact& contact = world.contacts[c];
  const bool kept = contact.row != 0;
  if (!kept) contact.row = world.sessions.Add();
  contact.session = ++world.last_session;
  contact.state = SessionState::kClosed;
  contact.customer_wrote = contact.agent_wrote = false;
  contact.customer_last = false;
  contact.group = 0;
  const PriorityId left = kept ? Rejoin(world, contact) : PriorityId{};
  SessionRow& row = world.sessions[contact.row];
  row.number = contact.session;
  row.opened_at = world.now.ms;
  row.contact = c;
  row.cost = static_cast<uint8_t>(cost);
  Fill(&row, facts);
  if (!facts.priority) row.priority = left.value;
  FillMore(world, contact.row, facts);
  FillKind(world, contact.row, facts);
  if (world.rules.keeps_words) {
    SessionMore& more = world.sessions.Write(contact.row);
    more.last_message_at = more.customer_last_at = world.now.ms;
  }
  ++world.open_sessions;
}

void Give(World& world, ContactRow c, AgentId agent, GroupId group,
          AssignBy by) {
  Contact& contact = world.contacts[c];
  SessionRow& row = world.sessions[contact.row];
  SetState(contact, SessionState::kServing);
  contact.owner = agent.value;
  contact.group = group.value;
  contact.agent_wrote = false;
  row.assigned_at = world.now.ms;
  row.by = by;
  row.returned = false;
  if (row.has_more) {
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

void Enlist(World& world, ContactRow c,
            std::vector<WaitingLists::Joining>* waiting) {
  Contact& contact = world.contacts[c];
  SessionRow& row = world.sessions[contact.row];
  ++world.open_sessions;
  if (contact.state == SessionState::kServing) {
    AgentRow& owner = world.agents[contact.owner];
    ++owner.sessions;
    if (!contact.free_of_cost)
      Charge(world, contact, {contact.owner}, row.cost, true);
    LinkToOwner(world, contact.row, owner);
    JoinAnswered(world, contact);
  } else {
    const ListId list = ListOf(world, contact);
    row.klass = ClassIn(world, contact, list);
    waiting->push_back({list, contact.row});
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
  if (!contact.free_of_cost)
    Charge(world, contact, {contact.owner}, cost, false);
  contact.held = contact.free_of_cost = contact.lapsed = false;
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

Instant FirstJoin(const World& world, const Contact& contact) {
  const SessionMore& more = world.sessions.More(contact.row);
  return {more.rejoined ? more.first_join
                        : world.sessions[contact.row].opened_at};
}

Instant WaitsSince(const World& world, const Contact& contact) {
  const SessionMore& more = world.sessions.More(contact.row);
  return world.sessions[contact.row].served || more.waits_longer
             ? Instant{more.waits_since}
             : FirstJoin(world, contact);
}

ListId ListOf(const World& world, const Contact& contact) {
  return contact.group != 0 ? world.rules.ListOf(GroupId{contact.group})
                            : world.rules.desks[contact.desk].own_list;
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

}  // namespace

Needs NeedsIn(const World& world, const Contact& contact, ListId list) {
  const uint8_t klass = ClassIn(world, contact, list);
  if (!world.rules.lists[list].has_kinds) return {.klass = klass};
  const SessionMore& more = world.sessions.More(contact.row);
  return world.rules.NeedsFor(list, klass, more.store, more.skills,
                              world.now - FirstJoin(world, contact));
}

void RequireSkillsAnew(World& world, const Contact& contact) {
  if (world.rules.skills.empty()) return;
  const SessionRow& row = world.sessions[contact.row];
  world.sessions.Write(contact.row).skills =
      world.rules.SkillsOf({row.intent}, {row.link});
  LetSkillsGo(world, contact);
}

void LetSkillsGo(World& world, const Contact& contact) {
  const uint64_t skills = world.sessions.More(contact.row).skills;
  if (skills == 0) return;
  world.sessions.Write(contact.row).skills =
      world.rules.SkillsLeft(skills, world.now - FirstJoin(world, contact));
}

void Join(World& world, ContactRow c, ListId list, AgentId dedicated) {
  Contact& contact = world.contacts[c];
  SessionRow& row = world.sessions[contact.row];
  const RulesetData& rules = world.rules;
  if (contact.state == SessionState::kServing) {
    row.served = true;
    row.alarmed = false;
    world.sessions.Write(contact.row).waits_since = world.now.ms;
  }
  SetState(contact, SessionState::kWaiting);
  contact.group = rules.lists[list].group.value;
  if (row.has_more || rules.limits_waiting || rules.lists[list].laned) {
    SessionMore& more = world.sessions.Write(contact.row);
    more.joined_at = world.now.ms;
    more.waited = false;
  }
  if (rules.credits_windows) {
    world.sessions.Write(contact.row).credited =
        world.now >= CreditFrom(world, contact);
  }
  row.order = OrderOf(world, contact);
  row.klass = ClassIn(world, contact, list);
  if (rules.lists[list].laned) {
    LetSkillsGo(world, contact);
    SessionMore& more = world.sessions.Write(contact.row);
    more.tiers = NeedsIn(world, contact, list).tiers;
    more.dedicated = dedicated.value;
  }
  world.waiting.Join(list, contact.row);
}

void Leave(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  world.waiting.Leave(ListOf(world, contact), contact.row);
  if (!world.rules.any_lanes && !world.rules.credits_windows) return;
  SessionMore& more = world.sessions.Write(contact.row);
  more.dedicated = 0;
  more.tiers = 0;
  more.credited = false;
}

void Widen(World& world, ContactRow c) {
  const Contact& contact = world.contacts[c];
  const ListId list = ListOf(world, contact);
  LetSkillsGo(world, contact);
  SessionMore& more = world.sessions.Write(contact.row);
  more.tiers = NeedsIn(world, contact, list).tiers;
  more.dedicated = 0;
  world.waiting.ChangeLane(list, contact.row);
}

void SetCredited(World& world, ContactRow c, bool credited) {
  const Contact& contact = world.contacts[c];
  const ListId list = ListOf(world, contact);
  world.waiting.Leave(list, contact.row);
  world.sessions.Write(contact.row).credited = credited;
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
  world.sessions.Clear(contact.row);
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
  SetState(contact, SessionState::kClosed);
  if (!keeps_row) {
    world.sessions.Free(contact.row);
    contact.row = 0;
  }
  contact.customer_wrote = contact.agent_wrote = contact.customer_last = false;
  contact.session = 0;
  contact.group = 0;
  --world.open_sessions;
}

// ------------------------------------------------------------------- memory

void RememberAssignment(World& world, Contact& contact) {
  const DeskData& desk = world.rules.desks[contact.desk];
  if (desk.written_when != WrittenWhen::kAssignment) return;
  Contact& memory = MemoryOf(world, contact);
  memory.memory_agent = contact.owner;
  memory.memory_at = world.now.ms;
}

void NoteWord(World& world, const Contact& contact, bool by_agent) {
  LeaveAnswered(world, contact);
  SessionMore& more = world.sessions.Write(contact.row);
  more.last_message_at = world.now.ms;
  more.agent_last = by_agent;
  if (!by_agent) more.customer_last_at = world.now.ms;
  JoinAnswered(world, contact);
}

void RememberClose(World& world, Contact& contact) {
  const DeskData& desk = world.rules.desks[contact.desk];
  Contact& memory = MemoryOf(world, contact);
  if (desk.sticky_clock == StickyClock::kClose &&
      memory.memory_agent == contact.owner) {
    memory.memory_at = world.now.ms;
  }
}

}  // namespace kefu
