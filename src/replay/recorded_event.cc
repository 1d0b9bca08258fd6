#include "src/replay/recorded_event.h"

#include <algorithm>
#include <cstring>

#include "kefu/config.h"

namespace kefu {
namespace {

// A multiple of 8, as every part of a payload.
size_t Padded(size_t bytes) { return (bytes + 7) / 8 * 8; }

// Calls visit(field, value, all of the part) for each part of a payload that
// lies within it.
template <class Visitor>
void VisitParts(std::span<const std::byte> payload, Visitor&& visit) {
  size_t at = sizeof(PayloadHeader);
  while (at + sizeof(PayloadField) <= payload.size()) {
    PayloadField head;
    std::memcpy(&head, payload.data() + at, sizeof head);
    const size_t bytes = sizeof head + Padded(head.bytes);
    if (bytes > payload.size() - at) return;
    visit(static_cast<Field>(head.field),
          payload.subspan(at + sizeof head, head.bytes),
          payload.subspan(at, bytes));
    at += bytes;
  }
}

// Adds to a stored `until`, as far as the engine accepts times.
void Delay(int64_t later, std::span<std::byte> value) {
  uint64_t bits = 0;
  if (value.size() != sizeof bits) return;
  std::memcpy(&bits, value.data(), sizeof bits);
  if (bits == 0 || bits > detail::Bits(Until{kLastInstant})) return;
  const int64_t ms = detail::UntilFromBits(bits)->ms + later;
  bits = detail::Bits(
      Until{Instant{std::clamp(ms, kFirstInstant.ms, kLastInstant.ms)}});
  std::memcpy(value.data(), &bits, sizeof bits);
}

}  // namespace

Actor ActorOf(EventType type) {
  switch (type) {
    case EventType::kNone:
    case EventType::kTimePasses:
    case EventType::kCustomerErased:
    case EventType::kCustomerChanges:
    case EventType::kCrowdUsed:
    case EventType::kCustomerRates:
    case EventType::kCustomerTriggers:
    case EventType::kCustomerVisits:
    case EventType::kCustomerExits:
    case EventType::kCustomerAddsContact:
    case EventType::kDeliveryFails:
      return Actor::kNobody;
    case EventType::kCustomerEnters:
    case EventType::kCustomerSends:
    case EventType::kCustomerClicks:
    case EventType::kCustomerLeaves:
    case EventType::kCustomerSubmitsForm:
      return Actor::kCustomer;
    case EventType::kAgentSends:
    case EventType::kAgentCloses:
    case EventType::kAgentTransfers:
    case EventType::kAgentHolds:
    case EventType::kAgentUnholds:
    case EventType::kAgentInvitesRating:
      return Actor::kServing;
    case EventType::kRobotReplies:
    case EventType::kRobotHandsOver:
    case EventType::kAgentConnects:
    case EventType::kAgentDisconnects:
    case EventType::kAgentSetsStatus:
    case EventType::kAgentAccepts:
    case EventType::kAgentDeclines:
    case EventType::kAgentClaims:
    case EventType::kAgentDiscards:
    case EventType::kAgentReopens:
    case EventType::kAgentAssigns:
    case EventType::kAgentBlocks:
    case EventType::kAgentUnblocks:
    case EventType::kAgentChangesSettings:
    case EventType::kCrowdRefreshes:
      return Actor::kHimself;
  }
  return Actor::kNobody;
}

bool EndsWaiting(const EventRecord& record) {
  const EventType type = TypeOf(record);
  return type == EventType::kAgentDiscards ||
         type == EventType::kCustomerLeaves ||
         type == EventType::kCustomerSubmitsForm;
}

std::span<const std::byte> PayloadOf(const EventRecord& record,
                                     std::span<const std::byte> payloads) {
  if (record.payload == 0) return {};
  const size_t begin = (size_t{record.payload} - 1) * 8;
  PayloadHeader header;
  if (begin > payloads.size() || payloads.size() - begin < sizeof header) {
    return {};
  }
  std::memcpy(&header, payloads.data() + begin, sizeof header);
  const size_t bytes = sizeof header + header.bytes;
  if (bytes > payloads.size() - begin) return {};
  return payloads.subspan(begin, bytes);
}

void AddUnstamped(EventRecord record, std::span<const std::byte> payloads,
                  int64_t at, int64_t later, EventBatch* batch) {
  record.at = at;
  PayloadHeader header;
  std::vector<std::byte> kept(sizeof header);
  VisitParts(PayloadOf(record, payloads),
             [&](Field field, std::span<const std::byte> value,
                 std::span<const std::byte> part) {
               if (field == Field::seq || field == Field::id) return;
               kept.insert(kept.end(), part.begin(), part.end());
               ++header.fields;
               if (field == Field::until) {
                 Delay(later, std::span(kept)
                                  .last(part.size() - sizeof(PayloadField))
                                  .first(value.size()));
               }
             });
  if (header.fields == 0) return batch->Add(record, {});
  header.bytes = static_cast<uint32_t>(kept.size() - sizeof header);
  std::memcpy(kept.data(), &header, sizeof header);
  batch->Add(record, kept);
}

DeskFinder::DeskFinder(const Ruleset& ruleset) {
  for (const LinkConfig& link : ruleset.config().links) {
    const size_t id = ruleset.Link(link.name).value;
    if (id >= desks_.size()) desks_.resize(id + 1);
    desks_[id] = ruleset.Desk(link.desk);
  }
}

DeskId DeskFinder::Of(const EventRecord& record,
                      std::span<const std::byte> payloads) const {
  if (record.desk != 0) return DeskId{record.desk};
  DeskId desk;
  VisitParts(PayloadOf(record, payloads),
             [&](Field field, std::span<const std::byte> value,
                 std::span<const std::byte>) {
               uint64_t link = 0;
               if (field != Field::link || value.size() != sizeof link) return;
               std::memcpy(&link, value.data(), sizeof link);
               if (link < desks_.size()) desk = desks_[link];
             });
  return desk;
}

}  // namespace kefu
