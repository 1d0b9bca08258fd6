// How a session is written into the book: what is noted of it, its opening, and
// what may open again (S1).

#include "src/model/book.h"
#include "src/model/book_word.h"
#include "src/model/needs.h"

namespace kefu {
namespace {

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
  if (!world.sessions.More(contact.row).rejoined) return {};
  SessionMore& more = world.sessions.Write(contact.row);
  more.rejoined = RegainsPlace(world, contact);
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

// What few sessions have (R4, R9, R11).
void FillMore(World& world, uint32_t row, const SessionFacts& facts) {
  if (facts.language || facts.store || world.sessions[row].has_more) {
    SessionNear& near = world.sessions.WriteNear(row);
    near.language = facts.language.value;
    near.store = facts.store.value;
  }
  if (facts.named || facts.page || world.sessions[row].has_far) {
    SessionMore& more = world.sessions.Write(row);
    more.named = facts.named.value;
    more.page = facts.page.value;
  }
}

// The store of a session that opens (R11), and what it requires of its agents
// (D8).
void FillKind(World& world, uint32_t row, uint32_t customer,
              const SessionFacts& facts) {
  const RulesetData& rules = world.rules;
  if (rules.any_store && !facts.store) {
    const StoreId store = StoreFor(world, customer, {}, facts.link);
    if (store) world.sessions.WriteNear(row).store = store.value;
  }
  if (rules.skills.empty()) return;
  const uint64_t skills =
      SkillsFor(world, customer, facts.intent, facts.link, facts.language);
  if (skills != 0) world.sessions.WriteNear(row).skills = skills;
}

}  // namespace

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
  return {{row.product}, {row.intent},    {row.order_status},
          {row.link},    {row.priority},  {more.named},
          {more.page},   {more.language}, {more.store}};
}

void Open(World& world, ContactRow c, const SessionFacts& facts,
          uint16_t cost) {
  Contact& contact = world.contacts[c];
  const bool kept = contact.row != 0;
  if (!kept) contact.row = world.sessions.Add();
  contact.session = ++world.last_session;
  if (world.rules.keeps_unanswered) {
    world.unanswered.Erase(contact.customer, {contact.desk});
  }
  contact.state = SessionState::kClosed;
  contact.customer_wrote = contact.agent_wrote = false;
  contact.customer_last = false;
  contact.group = 0;
  if (kept && world.sessions.More(contact.row).merge_agent != 0) {
    KeepWord(world, contact, world.sessions.More(contact.row).agent_at);
  }
  const PriorityId left = kept ? Rejoin(world, contact) : PriorityId{};
  SessionRow& row = world.sessions[contact.row];
  row.number = contact.session;
  row.opened_at = world.now.ms;
  row.contact = c;
  row.cost = static_cast<uint8_t>(cost);
  Fill(&row, facts);
  if (!facts.priority) row.priority = left.value;
  FillMore(world, contact.row, facts);
  FillKind(world, contact.row, contact.customer, facts);
  if (world.rules.keeps_words) {
    SessionNear& more = world.sessions.WriteNear(contact.row);
    more.last_message_at = more.customer_last_at = world.now.ms;
  }
  ++world.open_sessions;
}

void Reopen(World& world, ContactRow c) {
  Contact& contact = world.contacts[c];
  SessionRow& row = world.sessions[contact.row];
  SessionMore& more = world.sessions.Write(contact.row);
  const KeptFacts kept = more.kept;
  more.common = {};
  contact.session = row.number;
  contact.state = SessionState::kClosed;
  contact.customer_wrote = contact.agent_wrote = false;
  contact.customer_last = false;
  contact.group = 0;
  const SessionFacts facts{{kept.product}, {kept.intent},   {kept.order_status},
                           {kept.link},    {kept.priority}, {kept.named},
                           {kept.page},    {kept.language}, {kept.store}};
  Fill(&row, facts);
  FillMore(world, contact.row, facts);
  more.skills = kept.skills;
  more.merge_agent = 0;
  more.closed_at = 0;
  if (world.rules.keeps_words) {
    more.last_message_at = more.customer_last_at = world.now.ms;
    more.agent_last = false;
  }
  ++world.open_sessions;
}

void KeepClosed(World& world, const Contact& contact, AgentId agent) {
  const SessionFacts facts = Noted(world, contact);
  Fill(&world.sessions[contact.row], {});
  FillMore(world, contact.row, {});
  SessionMore& more = world.sessions.Write(contact.row);
  more.kept = {more.skills,          facts.product.value,
               facts.intent.value,   facts.order_status.value,
               facts.link.value,     facts.page.value,
               facts.language.value, facts.store.value,
               facts.named.value,    facts.priority.value};
  more.skills = 0;
  more.merge_agent = agent.value;
  more.closed_at = world.now.ms;
}

}  // namespace kefu
