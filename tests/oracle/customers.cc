// T9: customers are forgotten.

#include <algorithm>

#include "tests/oracle/courtesies.h"

namespace kefu::oracle {

// V3, T9: his own, of which he is known and for which he is remembered.
bool Oracle::IsOwnEvent(const Incoming& e) {
  switch (e.type) {
    case EventType::kCustomerEnters:
    case EventType::kCustomerSends:
    case EventType::kCustomerClicks:
    case EventType::kCustomerLeaves:
    case EventType::kCustomerRates:
    case EventType::kCustomerSubmitsForm:
    case EventType::kCustomerChanges:
    case EventType::kCustomerTriggers:
    case EventType::kCustomerVisits:
    case EventType::kCustomerExits:
    case EventType::kCustomerAddsContact:
      return true;
    default:
      return false;
  }
}

// A refused event keeps nobody. Who has had no event at all is remembered from
// then on, so that his name is forgotten one day.
void Oracle::NoteRefused(const Incoming& e, const KnownCustomers& before) {
  const uint64_t customer = e.customer;
  if (!Owns({customer})) return;
  const auto had = before.contacts_.find(customer);
  if (had != before.contacts_.end()) {
    contacts_[customer] = had->second;
  } else if (!config_.limits.forget_after.off()) {
    Know({customer});
    contacts_.try_emplace(customer, Contacts{ordinal_, at_});
  } else if (!IsOwnEvent(e)) {
    contacts_.erase(customer);
  }
}

// His own events are what keeps him.
void Oracle::NoteCustomer(const Incoming& e) {
  const bool noted = IsOwnEvent(e) || e.type == EventType::kCustomerErased ||
                     e.type == EventType::kAgentBlocks ||
                     e.type == EventType::kDeliveryFails;
  if (noted && forgotten_.count(e.customer) != 0) Know({e.customer});
  const bool fails = e.type == EventType::kDeliveryFails;
  if (!IsOwnEvent(e) && !fails && e.type != EventType::kCustomerErased) return;
  if (customers_.count(e.customer) == 0) return;
  // What fails keeps nobody, but of whom it is noted is forgotten one day.
  if (fails) {
    if (config_.limits.forget_after.off()) return;
    contacts_.try_emplace(e.customer, Contacts{ordinal_, at_});
    return;
  }
  contacts_.try_emplace(e.customer, Contacts{ordinal_, at_})
      .first->second.last = at_;
}

void Oracle::Know(CustomerId customer) {
  std::erase_if(forgotten_, [&](uint64_t id) {
    return static_cast<uint32_t>(id) == static_cast<uint32_t>(customer.value);
  });
  customers_.insert(customer.value);
}

Reason Oracle::Erases(const Incoming& e) {
  std::vector<uint64_t> his;
  for (const auto& [number, session] : sessions_) {
    if (session.customer == e.customer) his.push_back(number);
  }
  for (const uint64_t number : his) {
    Close(number, ClosedBy::kHost, Reason::kErased);
  }
  Forget(e.customer);
  return Reason::kNone;
}

// When he is forgotten; none as long as something runs that has no end of its
// own.
std::optional<int64_t> Oracle::ForgottenAt(uint64_t customer) const {
  const Duration after = config_.limits.forget_after;
  if (after.off()) return std::nullopt;
  for (const auto& [number, session] : sessions_) {
    if (session.customer == customer) return std::nullopt;
  }
  if (CourtesyReferee(const_cast<Oracle&>(*this)).AnyPending(customer)) {
    return std::nullopt;
  }
  int64_t at = contacts_.at(customer).last + after.ms;
  for (const auto& [key, memory] : memories_) {
    if (key.first != customer) continue;
    for (size_t d = 0; d < config_.desks.size(); ++d) {
      const int desk = static_cast<int>(d);
      if (key.second != kNone && key.second != desk) continue;
      for (const StickyRungConfig& rung : settings_.Ladder(desk)) {
        at = std::max(at, memory.at + rung.within.ms);
      }
    }
  }
  for (const auto& [key, until] : blocks_) {
    if (key.first != customer) continue;
    if (until == INT64_MAX) return std::nullopt;
    at = std::max(at, until);
  }
  for (const auto& [key, place] : places_) {
    if (key.first != customer) continue;
    at = std::max(at, place.left_at + settings_.RejoinWithin(key.second).ms);
  }
  for (const auto& [key, closed] : closed_) {
    if (key.first != customer) continue;
    at = std::max(at, closed.at + settings_.MergeWithin(key.second).ms);
  }
  at = std::max(at, ratings_.KeepsUntil(customer));
  return std::max(at, WindowsUntil(customer));
}

void Oracle::Forget(uint64_t customer) {
  const auto his = [&](const auto& entry) {
    return entry.first.first == customer;
  };
  customers_.erase(customer);
  forgotten_.insert(customer);
  contacts_.erase(customer);
  profiles_.erase(customer);
  known_.erase(customer);
  std::erase_if(members_,
                [&](const auto& member) { return member.first == customer; });
  std::erase_if(memories_, his);
  std::erase_if(kept_, his);
  std::erase_if(blocks_, his);
  std::erase_if(places_, his);
  std::erase_if(closed_, his);
  std::erase_if(told_days_, his);
  std::erase_if(agent_said_, his);
  std::erase_if(granted_, his);
  std::erase_if(subscriptions_, his);
  std::erase_if(unfollowed_,
                [&](const auto& key) { return key.first == customer; });
  std::erase_if(away_, his);
  says_.Forget(customer);
  CourtesyReferee(*this).Forget(customer);
  ratings_.Forget(customer);
  past_.Forget(customer);
  Record(RecordWhat::kForgotten, customer, kNone, kNone);
}

}  // namespace kefu::oracle
