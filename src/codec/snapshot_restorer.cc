#include "src/codec/snapshot_restorer.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "src/codec/snapshot_rows.h"
#include "src/model/book.h"
#include "src/model/clock.h"

namespace kefu::codec {
namespace {

// Numbers that only grow stay far below this in any life of an engine.
constexpr uint64_t kLargestNumber = uint64_t{1} << 53;

template <class Enum>
bool IsValue(uint16_t value) {
  return !Name(static_cast<Enum>(value)).empty();
}

StateWire LoadState(const SnapshotParts& parts) {
  const PartView& part = parts[Part::kState];
  LoadArchive load(part.bytes, part.offset, parts.header.version);
  StateWire state;
  load(state);
  load.CheckEnd();
  return state;
}

}  // namespace

void SnapshotRestorer::Place::Fail(std::string_view why) const {
  codec::Fail(offset, number == 0
                          ? fmt::format("{}: {}", what, why)
                          : fmt::format("{} {}: {}", what, number, why));
}

SnapshotRestorer::SnapshotRestorer(const SnapshotParts& parts, World* world)
    : parts_(parts),
      w_(*world),
      rules_(world->rules),
      state_(LoadState(parts)),
      state_at_{parts[Part::kState].offset, "the state", 0},
      ids_(parts, rules_) {}

void SnapshotRestorer::Run() {
  Counters();
  RememberedIds();
  Customers();
  FreeCustomers();
  Further();
  CheckNumbers();
  Sessions();
  Stamps();
  Blocks();
  Agents();
  Crowds();
  ReadProfiles();
  Ramps();
  Logins();
  Lists();
  if (w_.started) w_.StartHours(w_.now);
  Seat();
  ArmAgents();
  ArmForgetting();
}

uint32_t SnapshotRestorer::Id(NameKinds kind, uint32_t id,
                              const Place& at) const {
  at.Require(id < ids_.count(kind), "an id that has no name");
  const uint32_t mapped = ids_(kind, id);
  at.Require(id == 0 || mapped != 0, "a name that the ruleset does not have");
  return mapped;
}

uint32_t SnapshotRestorer::Value(NameKinds kind, uint32_t id,
                                 const Place& at) const {
  return id == kUnnamed ? id : Id(kind, id, at);
}

// ----------------------------------------------------------------- counters

void SnapshotRestorer::Counters() {
  const Place& at = state_at_;
  at.Time(state_.now, "the time is out of range");
  at.Time(state_.first_at, "the first time is out of range");
  for (const uint64_t n :
       {parts_.header.events, state_.last_session, state_.last_assignment,
        state_.refused, state_.timers_fired, state_.forgotten, state_.firsts}) {
    at.Require(n < kLargestNumber, "a counter is out of range");
  }
  at.Require(state_.started || state_.now == 0, "a time before any event");
  w_.started = state_.started;
  w_.now = {state_.now};
  w_.first_at = {state_.first_at};
  w_.events = parts_.header.events;
  w_.last_seq = state_.last_seq;
  w_.has_seq = state_.has_seq;
  w_.timers_left = state_.timers_left;
  w_.last_session = state_.last_session;
  w_.last_assignment = state_.last_assignment;
  state_at_.Require(state_.online_numbers <= state_.last_assignment,
                    "more numbers than were given");
  w_.online_numbers = state_.online_numbers;
  w_.refused = state_.refused;
  w_.timers_fired = state_.timers_fired;
  w_.forgotten = state_.forgotten;
  w_.forgetting.SetFirsts(state_.firsts);
}

void SnapshotRestorer::RememberedIds() {
  const Place& at = state_at_;
  at.Require(state_.ids.size() <= IdMemory::kMost, "too many remembered ids");
  for (const IdWire& wire : state_.ids) {
    at.Time(wire.at, "an id's time is out of range");
    at.Require(wire.id.size() <= IdMemory::kLongest, "an id is too long");
    at.Require(!w_.ids.Knows(wire.id), "an id is remembered twice");
    w_.ids.Reserve();
    w_.ids.Remember(wire.id, {wire.at});
  }
}

// ---------------------------------------------------------------- customers

// Its place in the index is on its way into the cache then.
SnapshotRestorer::NameAhead SnapshotRestorer::LookAhead(uint32_t c,
                                                        uint64_t* texts) const {
  const auto wire = parts_[Part::kCustomers].Get<CustomerWire>(c - 1);
  NameAhead name;
  if (wire.kind == static_cast<uint32_t>(NameKind::kText)) {
    const PartView& text = parts_[Part::kTexts];
    if (wire.key > text.rows - *texts || wire.key > UINT32_MAX) {
      At(Part::kCustomers, c - 1, "customer")
          .Fail("a name that reaches beyond the texts");
    }
    name.text = {reinterpret_cast<const char*>(text.bytes.data()) + *texts,
                 static_cast<size_t>(wire.key)};
    *texts += wire.key;
    name.hash = NameTable::HashOf(name.text);
  } else {
    name.hash = NameTable::HashOf(wire.key);
  }
  w_.names.PrefetchHash(name.hash);
  return name;
}

void SnapshotRestorer::AddCustomer(uint32_t c, const NameAhead& name) {
  const auto wire = parts_[Part::kCustomers].Get<CustomerWire>(c - 1);
  const Place at = At(Part::kCustomers, c - 1, "customer");
  at.Require(wire.generation != 0, "a generation of 0");
  switch (static_cast<NameKind>(wire.kind)) {
    case NameKind::kKey:
      at.Require(w_.names.AddNew(c, wire.key, name.hash),
                 "a key that another has too");
      break;
    case NameKind::kText:
      at.Require(w_.names.AddNew(c, name.text, name.hash),
                 "a name that another has too");
      break;
    default:
      at.Fail("neither a name nor a key");
  }
  w_.contacts.AddCustomer();
  w_.contacts[c].generation = wire.generation;
}

void SnapshotRestorer::Customers() {
  constexpr uint32_t kAhead = 32;
  const PartView& part = parts_[Part::kCustomers];
  state_at_.Require(part.rows < ContactTable::kMore, "too many customers");
  const PartView& contacts = parts_[Part::kContacts];
  const Place all{contacts.offset, "the contacts", 0};
  all.Require(contacts.rows == part.rows, "not one for each customer");
  const auto rows = static_cast<uint32_t>(part.rows);
  w_.contacts.ReserveCustomers(rows);
  w_.names.Reserve(rows);
  w_.forgetting.ReserveRows(size_t{rows} + 1);
  NameAhead ahead[kAhead];
  uint32_t seen = 0;
  uint64_t texts = 0;
  for (uint32_t c = 1; c <= rows; ++c) {
    for (; seen < rows && seen < c + kAhead - 1; ++seen) {
      ahead[(seen + 1) % kAhead] = LookAhead(seen + 1, &texts);
    }
    AddCustomer(c, ahead[c % kAhead]);
    AddContact(c);
  }
  const PartView& text = parts_[Part::kTexts];
  if (texts != text.rows) {
    codec::Fail(text.offset + texts, "a text that is nobody's name");
  }
}

// The free ones, in the order of their use: the last freed goes first, so they
// are freed from the end.
void SnapshotRestorer::FreeCustomers() {
  const PartView& part = parts_[Part::kCustomers];
  const Place& at = state_at_;
  for (auto it = state_.free_customers.rbegin();
       it != state_.free_customers.rend(); ++it) {
    at.Require(*it != 0 && *it <= part.rows, "a free customer out of range");
    at.Require(!w_.contacts.IsFree(*it), "a free customer twice");
    CheckFree(parts_[Part::kContacts].Get<ContactWire>(*it - 1),
              At(Part::kContacts, *it - 1, "contact"));
    w_.contacts.ReleaseCustomer(*it);
  }
  at.Require(
      w_.contacts.customers() <= static_cast<uint64_t>(rules_.limits.customers),
      "more customers than limits.customers");
}

void SnapshotRestorer::Stamps() {
  const PartView& part = parts_[Part::kStamps];
  const Place at{part.offset, "the stamps of customers", 0};
  if (!w_.forgetting.on()) {
    return at.Require(part.rows == 0, "nobody is to be forgotten");
  }
  at.Require(part.rows == w_.contacts.rows(), "not one for each customer");
  for (uint32_t c = 1; c <= part.rows; ++c) {
    const auto wire = part.Get<StampWire>(c - 1);
    const Place of = At(Part::kStamps, c - 1, "stamp of customer");
    of.Require(wire.last_at <= state_.now, "his last event is still to come");
    of.Time(wire.last_at, "a time out of range");
    of.Require(wire.first <= state_.firsts, "his first event is still to come");
    of.Require((wire.first == 0) <= (wire.last_at == 0) &&
                   (wire.first == 0 || !w_.contacts.IsFree(c)),
               "a stamp of nobody");
    CustomerStamp stamp;
    stamp.last_at = wire.last_at;
    stamp.first = wire.first;
    w_.forgetting.Put(c, stamp);
  }
}

// ----------------------------------------------------------------- contacts

void SnapshotRestorer::FillContact(const ContactWire& wire, const Place& at,
                                   Contact* contact) {
  at.Require((wire.flags & kNoContactFlags) == 0 && wire.reserved == 0 &&
                 wire.reserved2 == 0,
             "what is reserved is not zero");
  at.Require(wire.told_day <= INT16_MAX, "a day out of range");
  FromWire(wire, contact);
  contact->desk = static_cast<uint16_t>(Id(kDeskNames, wire.desk, at));
  contact->group = static_cast<uint16_t>(Id(kGroupNames, wire.group, at));
  contact->owner = Id(kAgentNames, wire.owner, at);
  contact->memory_agent = Id(kAgentNames, wire.memory_agent, at);
  at.Time(wire.memory_at, "the memory's time is out of range");
  at.Require(wire.memory_at <= state_.now || wire.memory_agent == 0,
             "a memory still to come");
  if (wire.silent_from != INT64_MAX) {
    at.Time(wire.silent_from, "the silence's time is out of range");
    at.Require(wire.silent_from <= state_.now, "a silence still to come");
  }
  const bool serving = contact->state == SessionState::kServing;
  const bool waiting = contact->state == SessionState::kWaiting;
  at.Require(wire.state == 0 || IsValue<SessionState>(wire.state),
             "no such state");
  const bool open = serving || waiting ||
                    contact->state == SessionState::kRobot ||
                    contact->state == SessionState::kPooled;
  at.Require((wire.session != 0) == open,
             "a state that does not go with its session");
  at.Require(serving == (wire.owner != 0), "an owner who does not serve");
  at.Require(wire.session <= state_.last_session,
             "a session that is still to be opened");
  at.Require(wire.session != 0 ||
                 (wire.group == 0 && !contact->held && !contact->free_of_cost),
             "a session's part without a session");
  at.Require(serving || (!contact->held && !contact->free_of_cost),
             "on hold without being served");
  at.Require(!contact->lapsed || (contact->free_of_cost && !contact->held),
             "a session that has lapsed and is held or costs something");
  const bool has_row = (wire.flags & kHasSession) != 0;
  at.Require(has_row || wire.session == 0, "a session without its row");
  at.Require(wire.desk != 0 || !has_row, "a session without a desk");
}

void SnapshotRestorer::CheckFree(const ContactWire& wire,
                                 const Place& at) const {
  const ContactWire none{};
  at.Require(std::memcmp(&wire, &none, sizeof wire) == 0,
             "a free row that is not empty");
}

// His first desk. A free row comes before it is known to be one: it is checked
// and given back in FreeCustomers.
void SnapshotRestorer::AddContact(uint32_t c) {
  const auto wire = parts_[Part::kContacts].Get<ContactWire>(c - 1);
  const Place at = At(Part::kContacts, c - 1, "contact");
  at.Require(wire.customer == 0, "what is reserved is not zero");
  FillContact(wire, at, &w_.contacts[c]);
  if ((wire.flags & kHasSession) != 0) with_session_.push_back(c);
}

// Each goes to the end of its customer's chain.
void SnapshotRestorer::Further() {
  const PartView& part = parts_[Part::kFurther];
  std::vector<uint32_t> seen(rules_.desks.size());  // by desk: customer
  uint32_t customer = 0;
  ContactRow last = 0;
  for (uint64_t i = 0; i < part.rows; ++i) {
    const auto wire = part.Get<ContactWire>(i);
    const Place at = At(Part::kFurther, i, "further contact");
    at.Require(wire.customer >= customer && wire.customer != 0 &&
                   wire.customer <= w_.contacts.rows() &&
                   !w_.contacts.IsFree(wire.customer),
               "a customer who does not exist, or out of order");
    if (wire.customer != customer) {
      customer = last = wire.customer;
      seen[w_.contacts[customer].desk] = customer;
    }
    at.Require(w_.contacts[customer].desk != 0 && wire.desk != 0,
               "a further desk without a first one");
    w_.contacts.Reserve();
    last = w_.contacts.AddFurther(last);
    Contact& contact = w_.contacts[last];
    FillContact(wire, at, &contact);
    at.Require(seen[contact.desk] != customer, "a desk that he has already");
    seen[contact.desk] = customer;
    if ((wire.flags & kHasSession) != 0) with_session_.push_back(last);
  }
}

// ----------------------------------------------------------------- sessions

// Each takes its place, in a waiting list or among its owner's, and its timer
// is set while it is in the cache.
void SnapshotRestorer::Sessions() {
  constexpr uint64_t kAhead = 16;
  const PartView& part = parts_[Part::kSessions];
  const Place at{part.offset, "the sessions", 0};
  at.Require(part.rows == with_session_.size(),
             "not one for each contact that has one");
  w_.sessions.Reserve(with_session_.size());
  for (uint64_t i = 0; i < part.rows; ++i) {
    if (i + kAhead < part.rows) {
      w_.contacts.Prefetch(with_session_[i + kAhead]);
    }
    const ContactRow c = with_session_[i];
    Contact& contact = w_.contacts[c];
    contact.row = w_.sessions.Add();
    w_.sessions[contact.row].contact = c;
    FillSession(i, contact.row, contact);
    if (contact.session == 0) continue;
    CheckLane(i, contact);
    Enlist(w_, c, &waiting_, &pooled_);
    w_.timers.Reserve(1);
    ArmIfSooner(w_, c);
  }
  w_.waiting.Fill(&waiting_);
  w_.pool.Fill(&pooled_);
  CheckKept();
  const PartView& details = parts_[Part::kDetails];
  if (details.rows != details_) {
    codec::Fail(details.OffsetOf(details_), "details of no session");
  }
}

void SnapshotRestorer::FillSession(uint64_t i, uint32_t r, Contact& contact) {
  const auto wire = parts_[Part::kSessions].Get<SessionWire>(i);
  const Place at = At(Part::kSessions, i, "session row");
  SessionRow& row = w_.sessions[r];
  at.Require((wire.flags & kNoSessionFlags) == 0 && wire.reserved == 0,
             "what is reserved is not zero");
  FromWire(wire, &row);
  row.has_more = false;
  row.product = Value(kProductNames, wire.product, at);
  row.intent = Value(kIntentNames, wire.intent, at);
  row.order_status = Value(kOrderStatusNames, wire.order_status, at);
  row.link = Id(kLinkNames, wire.link, at);
  row.priority = static_cast<uint16_t>(Id(kPriorityNames, wire.priority, at));
  at.Time(wire.opened_at, "its opening is out of range");
  at.Require(wire.opened_at <= state_.now, "an opening still to come");
  at.Require(
      wire.order >= 2 * kFirstInstant.ms && wire.order <= kLastInstant.ms,
      "its place or time is out of range");
  at.Require(wire.by == 0 || IsValue<AssignBy>(wire.by),
             "no such way of assignment");
  at.Require(wire.cost >= 1 && wire.cost <= 100, "its cost is out of range");
  if (contact.session != 0) {
    at.Require(wire.number == contact.session, "another session's row");
    at.Require(rules_.Knows(DeskId{contact.desk}), "its desk is gone");
    at.Require(contact.group == 0 || rules_.Knows(GroupId{contact.group}),
               "its group is gone");
    at.Require(contact.owner == 0 || rules_.Knows(AgentId{contact.owner}),
               "its owner is gone");
  }
  if ((wire.flags & kSessionHasMore) != 0) FillDetail(r);
  CheckOffer(contact, row, w_.sessions.More(r), at);
}

void SnapshotRestorer::FillDetail(uint32_t r) {
  const PartView& part = parts_[Part::kDetails];
  const uint64_t i = details_++;
  const Place at = At(Part::kDetails, i, "details");
  at.Require(i < part.rows, "they are not there");
  const auto wire = part.Get<DetailWire>(i);
  at.Require((wire.flags & kNoDetailFlags) == 0 &&
                 (wire.later_flags & kNoLaterFlags) == 0 &&
                 wire.reserved2[0] == 0 && wire.reserved2[1] == 0 &&
                 wire.reserved2[2] == 0,
             "unknown flags");
  for (const int64_t ms :
       {wire.first_join, wire.waits_since, wire.joined_at, wire.last_message_at,
        wire.customer_last_at, wire.unanswered_from, wire.silent_from,
        wire.claimed_at, wire.revived_at, wire.offered_at, wire.agent_at,
        wire.closed_at}) {
    at.Time(ms, "a time is out of range");
    at.Require(ms <= state_.now || ms == 0, "a time still to come");
  }
  at.Require(wire.barred_count <= kMostBarred, "too many who let it lapse");
  SessionMore& more = w_.sessions.Write(r);
  FromWire(wire, &more);
  more.named = Id(kAgentNames, wire.named, at);
  more.page = Value(kPageNames, wire.page, at);
  more.language = Value(kLanguageNames, wire.language, at);
  more.giver = Id(kAgentNames, wire.giver, at);
  more.merge_agent = Id(kAgentNames, wire.merge_agent, at);
  more.offered_to = Id(kAgentNames, wire.offered_to, at);
  for (uint32_t& agent : more.barred) agent = Id(kAgentNames, agent, at);
  const std::span<const uint32_t> barred(more.barred);
  for (size_t k = 0; k < barred.size(); ++k) {
    const auto before = barred.first(k);
    const bool named = barred[k] != 0;
    at.Require(named == (k < more.barred_count),
               "others let it lapse than are counted");
    at.Require(!named || std::find(before.begin(), before.end(), barred[k]) ==
                             before.end(),
               "who let it lapse is named twice");
  }
  more.left_priority =
      static_cast<uint16_t>(Id(kPriorityNames, wire.left_priority, at));
  at.Require(wire.reserved8 == 0, "what is reserved is not zero");
  more.store = Id(kStoreNames, wire.store, at);
  more.dedicated = Id(kAgentNames, wire.dedicated, at);
  const size_t known = rules_.skills.size();
  at.Require(known == 64 || wire.skills >> known == 0, "no such skill");
}

// What it waits for stands where it waits (R6, D7, Q8).
void SnapshotRestorer::CheckLane(uint64_t i, const Contact& contact) const {
  const Place at = At(Part::kSessions, i, "session row");
  const SessionMore& more = w_.sessions.More(contact.row);
  const ListData& list = rules_.lists[ListOf(w_, contact)];
  const bool waits = contact.state == SessionState::kWaiting;
  at.Require(IsListed(contact) && list.laned
                 ? more.tiers >= 1 && more.tiers <= list.tier_opens.size() + 1
                 : more.tiers == 0,
             "it waits for something that its list does not have");
  at.Require(more.dedicated == 0 || (waits && list.laned),
             "it waits for an agent where nobody does");
  at.Require(more.dedicated == 0 || rules_.Knows(AgentId{more.dedicated}),
             "the agent for whom it waits is gone");
  at.Require(!more.credited || (waits && rules_.credits_windows),
             "a credit that it does not have");
}

// What may open again (S1) is no other session.
void SnapshotRestorer::CheckKept() const {
  const Place at{parts_[Part::kSessions].offset, "the closed sessions", 0};
  std::vector<uint64_t> numbers;
  bool any = false;
  for (const ContactRow c : with_session_) {
    const Contact& contact = w_.contacts[c];
    const bool kept = w_.sessions.More(contact.row).merge_agent != 0;
    const uint64_t number = w_.sessions[contact.row].number;
    if (contact.session != 0 || kept) numbers.push_back(number);
    any = any || kept;
    at.Require(!kept || (contact.session == 0 && number != 0 &&
                         number <= state_.last_session),
               "one that was never opened, or is open");
  }
  if (!any) return;
  std::sort(numbers.begin(), numbers.end());
  at.Require(
      std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end(),
      "two of one number");
}

// A place is reserved only for a member of the list who is there; it is
// checked again when the agents are known.
void SnapshotRestorer::CheckOffer(const Contact& contact, const SessionRow& row,
                                  const SessionMore& more,
                                  const Place& at) const {
  at.Require(row.offered == (more.offered_to != 0),
             "an offer to nobody, or none to somebody");
  if (!row.offered) {
    return at.Require(
        more.offered_at == 0 && more.offer_asked == 0 && more.offer_why == 0 &&
            more.offer_by == AssignBy::kNone && more.offer_rung == Rung::kNone,
        "a part of an offer without an offer");
  }
  at.Require(contact.state == SessionState::kWaiting,
             "on offer without waiting");
  at.Require(IsValue<AssignBy>(static_cast<uint8_t>(more.offer_by)) &&
                 IsValue<Rung>(static_cast<uint8_t>(more.offer_rung)) &&
                 (more.offer_why == 0 || IsValue<Reason>(more.offer_why)),
             "no such decision");
  at.Require(more.barred_count < kMostAsked, "nobody else may be asked");
  const AgentId agent{more.offered_to};
  at.Require(rules_.Knows(agent) &&
                 rules_.FindMember(agent, ListOf(w_, contact)) != nullptr,
             "on offer to somebody outside its list");
}

// Two sessions of one number would stand at one place of every order.
void SnapshotRestorer::CheckNumbers() const {
  std::vector<uint64_t> numbers;
  numbers.reserve(with_session_.size());
  for (const ContactRow c : with_session_) {
    const Contact& contact = w_.contacts[c];
    if (contact.session != 0) numbers.push_back(contact.session);
  }
  std::sort(numbers.begin(), numbers.end());
  const auto twice = std::adjacent_find(numbers.begin(), numbers.end());
  if (twice != numbers.end()) {
    codec::Fail(parts_[Part::kContacts].offset,
                fmt::format("session {} is open twice", *twice));
  }
}

}  // namespace kefu::codec
