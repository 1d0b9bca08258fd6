// The sessions of a restore: their rows, where they wait, what is on offer
// (A16) and what may open again (S1).

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <vector>

#include "src/codec/snapshot_restorer.h"
#include "src/codec/snapshot_rows.h"
#include "src/model/book.h"
#include "src/model/clock.h"

namespace kefu::codec {

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
  if ((wire.flags & kSessionHasMore) != 0) {
    FillDetail(r);
  } else if (contact.session != 0 && rules_.keeps_words) {
    // Messages write there without asking; only in bytes that no engine wrote
    // is it missing.
    w_.sessions.WriteNear(r);
  }
  const SessionMore& more = w_.sessions.More(r);
  at.Require(contact.state == SessionState::kRobot ||
                 (more.robot_from == 0 && more.robot_warnings == 0),
             "the clock of a robot that does not have it");
  CheckOffer(contact, row, more, at);
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
        wire.closed_at, wire.robot_from}) {
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
  for (const uint8_t reserved : wire.reserved9) {
    at.Require(reserved == 0, "what is reserved is not zero");
  }
  at.Require(wire.further_warnings < kMostSteps &&
                 wire.further_reminders < kMostSteps &&
                 wire.robot_warnings <= kMostSteps,
             "more steps are done than a chain has");
  at.Require(more.reminded || wire.further_reminders == 0,
             "a second reminder without a first");
  more.store = Id(kStoreNames, wire.store, at);
  more.dedicated = Id(kAgentNames, wire.dedicated, at);
  const size_t known = rules_.skills.size();
  at.Require(known == 64 ||
                 (wire.skills >> known == 0 && wire.kept.skills >> known == 0),
             "no such skill");
  if (more.merge_agent != 0) {
    more.kept = KeptOf(wire.kept, at);
  } else {
    at.Require(wire.kept == KeptWire{},
               "facts of a closed session that may not open again");
  }
}

KeptFacts SnapshotRestorer::KeptOf(const KeptWire& wire,
                                   const Place& at) const {
  for (const uint16_t reserved : wire.reserved) {
    at.Require(reserved == 0, "what is reserved is not zero");
  }
  KeptFacts kept{};
  kept.skills = wire.skills;
  kept.product = Value(kProductNames, wire.product, at);
  kept.intent = Value(kIntentNames, wire.intent, at);
  kept.order_status = Value(kOrderStatusNames, wire.order_status, at);
  kept.link = Id(kLinkNames, wire.link, at);
  kept.page = Value(kPageNames, wire.page, at);
  kept.language = Value(kLanguageNames, wire.language, at);
  kept.store = Id(kStoreNames, wire.store, at);
  kept.named = Id(kAgentNames, wire.named, at);
  kept.priority = static_cast<uint16_t>(Id(kPriorityNames, wire.priority, at));
  return kept;
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
