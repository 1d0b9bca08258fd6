#include "src/codec/snapshot_restorer.h"

#include <fmt/format.h>

#include <cstring>
#include <string_view>
#include <vector>

#include "src/codec/snapshot_rows.h"
#include "src/model/book.h"
#include "src/model/clock.h"

namespace kefu::codec {
namespace {

// Numbers that only grow stay far below this in any life of an engine.
constexpr uint64_t kLargestNumber = uint64_t{1} << 53;

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

SnapshotRestorer::SnapshotRestorer(const SnapshotParts& parts, World* world,
                                   Members members)
    : parts_(parts),
      w_(*world),
      rules_(world->rules),
      state_(LoadState(parts)),
      state_at_{parts[Part::kState].offset, "the state", 0},
      ids_(parts, rules_),
      members_(members) {}

void SnapshotRestorer::Run() {
  Counters();
  // Deadlines of sessions go by who is on leave (R6).
  if (w_.started) w_.hours.Start(w_.now);
  RememberedIds();
  Customers();
  FreeCustomers();
  Further();
  CheckNumbers();
  w_.ReserveSides(size_t{w_.contacts.rows()} + 1);
  Each(Part::kGrants, "grant", &SnapshotRestorer::AddGrant);
  Each(Part::kPages, "page", &SnapshotRestorer::AddPage);
  Each(Part::kRatings, "rating", &SnapshotRestorer::AddRating);
  Each(Part::kUnanswered, "unanswered session",
       &SnapshotRestorer::AddUnanswered);
  Sessions();
  Stamps();
  // By the stamps greetings go (T2).
  Each(Part::kVisits, "visit", &SnapshotRestorer::AddVisit);
  Each(Part::kMarks, "mark", &SnapshotRestorer::AddMark);
  Blocks();
  Agents();
  Crowds();
  ReadProfiles();
  Ramps();
  Logins();
  Lists();
  if (w_.started) w_.FollowHours();
  Seat();
  ArmAgents();
  ArmForgetting();
  // By what is open, and by the sessions' windows.
  Each(Part::kSaid, "something said", &SnapshotRestorer::AddSaid);
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
  if (!w_.forgetting.keeps()) {
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

}  // namespace kefu::codec
