// What the engine can be asked, answered by looking at everybody.

#include <algorithm>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {

std::optional<Instant> Oracle::Now() const {
  if (!now_) return std::nullopt;
  return Instant{*now_};
}

std::optional<Instant> Oracle::NextDeadline() const {
  std::optional<Instant> next;
  for (const Timer& timer : Timers()) {
    if (!next || timer.at < next->ms) next = Instant{timer.at};
  }
  return next;
}

SessionInfo Oracle::Session(CustomerId customer, DeskId desk) const {
  SessionInfo info;
  const S* session = Find(customer.value, names_.Desk(desk.value));
  if (session == nullptr) return info;
  info.number = {session->number};
  info.state = session->state;
  info.agent = {names_.AgentId(session->owner)};
  info.group = {names_.GroupId(session->group)};
  info.priority = {names_.PriorityId(session->facts.priority)};
  info.cost = static_cast<uint32_t>(session->cost);
  info.held = session->held;
  info.lapsed = session->to_reaccept;
  if (session->offer) {
    info.offered_to = {names_.AgentId(session->offer->agent)};
    info.offered_until =
        Instant{session->offer->at} + settings_.OfferWithin(PlaceOf(*session));
  }
  info.opened_at = Instant{session->opened_at};
  info.joined_at = Instant{session->first_join};
  info.assigned_at = session->state == SessionState::kServing
                         ? Instant{session->assigned_at}
                         : Instant::Never();
  return info;
}

PositionInfo Oracle::Position(CustomerId customer, DeskId desk) const {
  const S* session = Find(customer.value, names_.Desk(desk.value));
  if (session == nullptr || session->state != SessionState::kWaiting) {
    return {};
  }
  const uint32_t position = PositionOf(*session);
  PositionInfo info;
  info.position = position;
  info.ahead = position - 1;
  return info;
}

// Q6: (ahead + 1) x mean handling time / capacity of those present.
std::optional<int64_t> Oracle::EstimatedWait(CustomerId customer,
                                             DeskId desk) const {
  const S* session = Find(customer.value, names_.Desk(desk.value));
  if (session == nullptr || session->state != SessionState::kWaiting) {
    return std::nullopt;
  }
  const List list = ListOf(*session);
  const auto handled = handled_.find(KeyOf(list));
  int64_t capacity = 0;
  for (const int person : PeopleOf(list)) {
    const AgentState& agent = At(person);
    if (Present(person, list)) capacity += agent.capacity;
  }
  if (handled == handled_.end() || capacity == 0) return std::nullopt;
  int64_t sum = 0;
  for (const int64_t ms : handled->second) sum += ms;
  const auto count = static_cast<int64_t>(handled->second.size());
  return int64_t{PositionOf(*session)} * sum / (count * capacity);
}

uint32_t Oracle::Waiting(GroupId group) const {
  const int place = names_.Group(group.value);
  uint32_t waiting = 0;
  for (const auto& [number, session] : sessions_) {
    waiting += session.state == SessionState::kWaiting && place >= 0 &&
               session.group == place;
  }
  return waiting;
}

uint32_t Oracle::Waiting(DeskId desk) const {
  const int place = names_.Desk(desk.value);
  uint32_t waiting = 0;
  for (const auto& [number, session] : sessions_) {
    waiting += session.state == SessionState::kWaiting &&
               session.group == kNone && session.desk == place;
  }
  return waiting;
}

PoolInfo Oracle::PoolOf(const std::function<bool(const S&)>& there) const {
  PoolInfo info;
  const S* oldest = nullptr;
  for (const auto& [number, session] : sessions_) {
    if (session.state != SessionState::kPooled || !there(session)) continue;
    ++info.sessions;
    if (oldest == nullptr || session.pooled_at < oldest->pooled_at) {
      oldest = &session;
    }
  }
  if (oldest == nullptr) return info;
  info.oldest = {oldest->customer};
  info.since = Instant{oldest->pooled_at};
  return info;
}

PoolInfo Oracle::Pool(GroupId group) const {
  const int place = names_.Group(group.value);
  return PoolOf([&](const S& s) { return place >= 0 && s.group == place; });
}

PoolInfo Oracle::Pool(DeskId desk) const {
  const int place = names_.Desk(desk.value);
  return PoolOf(
      [&](const S& s) { return s.group == kNone && s.desk == place; });
}

AgentInfo Oracle::Agent(AgentId agent) const {
  AgentInfo info;
  const int place = names_.Agent(agent.value);
  if (place < 0) return info;
  info.status = At(place).status;
  info.auto_accept = At(place).auto_accept;
  info.capacity = static_cast<uint32_t>(At(place).capacity);
  info.load = static_cast<uint32_t>(Load(place));
  for (const auto& [number, session] : sessions_) {
    info.sessions += session.owner == place;
  }
  return info;
}

int Oracle::AskedOf(uint64_t customer, int desk) const {
  const S* session = Find(customer, desk);
  if (session == nullptr) return kNone;
  if (session->to_reaccept) return session->owner;
  return session->offer ? session->offer->agent : kNone;
}

int Oracle::OwnerOf(uint64_t customer, int desk) const {
  const S* session = Find(customer, desk);
  return session == nullptr ? kNone : session->owner;
}

}  // namespace kefu::oracle
