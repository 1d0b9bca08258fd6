// T1, T4, T9: what a record must be before it counts as an event.

#include <algorithm>
#include <cstring>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {
namespace {

constexpr int64_t kRememberIdsMs = 60'000;
constexpr size_t kIdsRemembered = 4096;
constexpr size_t kLongestId = 64;
constexpr size_t kMostAccepted = 1000;
constexpr size_t kMostDesks = 1000;
constexpr uint32_t kHighestCapacity = 1000;

// The payload as a list of (field, bytes); false if it is broken.
using FieldList = std::vector<std::pair<Field, std::span<const std::byte>>>;

bool ReadFields(uint32_t payload, std::span<const std::byte> all,
                FieldList* fields, size_t* bytes) {
  if (payload == 0) return true;
  const uint64_t offset = (uint64_t{payload} - 1) * 8;
  PayloadHeader header;
  if (offset > all.size() || all.size() - offset < sizeof header) return false;
  std::memcpy(&header, all.data() + offset, sizeof header);
  auto rest = all.subspan(offset + sizeof header);
  if (header.bytes > rest.size() || header.bytes % 8 != 0) return false;
  *bytes = header.bytes;
  rest = rest.first(header.bytes);
  for (uint32_t i = 0; i < header.fields; ++i) {
    PayloadField field;
    if (rest.size() < sizeof field) return false;
    std::memcpy(&field, rest.data(), sizeof field);
    rest = rest.subspan(sizeof field);
    const uint64_t padded = (uint64_t{field.bytes} + 7) / 8 * 8;
    if (padded > rest.size()) return false;
    fields->emplace_back(static_cast<Field>(field.field),
                         rest.first(field.bytes));
    rest = rest.subspan(padded);
  }
  return rest.empty();
}

bool ReadNumber(std::span<const std::byte> bytes, uint64_t* number) {
  if (bytes.size() != sizeof *number) return false;
  std::memcpy(number, bytes.data(), sizeof *number);
  return true;
}

std::string TextOf(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool IsKind(uint8_t detail) {
  return detail >= static_cast<uint8_t>(MessageKind::kText) &&
         detail <= static_cast<uint8_t>(MessageKind::kMenu);
}

// Enum values in the record; 0 is "not given" and allowed only where the
// field is optional.
bool DetailFits(EventType type, uint8_t detail) {
  switch (type) {
    case EventType::kCustomerSends:
    case EventType::kAgentSends:
      return IsKind(detail);
    case EventType::kCustomerLeaves:
      return detail == 1 || detail == 2;
    case EventType::kAgentSetsStatus:
      return detail >= 1 && detail <= 4;
    case EventType::kAgentChangesSettings:
      return detail <= 3;
    case EventType::kAgentBlocks:
    case EventType::kAgentUnblocks:
      return detail == 1 || detail == 2;
    case EventType::kCustomerTriggers:
      return detail >= 1 && detail <= 6;
    case EventType::kDeliveryFails:
      return detail >= 1 && detail <= 5;
    case EventType::kRobotReplies:
      return detail == 1 || detail == 2;
    default:
      return true;
  }
}

bool IsEvent(uint8_t type) {
  switch (static_cast<EventType>(type)) {
#define KEFU_EVENT(number, Struct, json, doc) \
  case EventType::k##Struct:                  \
    return true;
#include "kefu/events.def"
    case EventType::kNone:
      return false;
  }
  return false;
}

}  // namespace

bool Oracle::Unpack(const EventRecord& record,
                    std::span<const std::byte> payloads,
                    Incoming* event) const {
  event->record = record;
  event->at = record.at;
  if (!IsEvent(record.type)) return false;
  event->type = static_cast<EventType>(record.type);
  event->detail = record.detail;
  if (!DetailFits(event->type, event->detail)) return false;
  event->customer = record.customer;
  event->agent = names_.Agent(record.agent);
  event->desk = names_.Desk(record.desk);
  const bool hands_over = event->type == EventType::kAgentTransfers ||
                          event->type == EventType::kAgentAssigns;
  if (event->type == EventType::kAgentSetsStatus) {
    event->by = names_.Agent(record.value);
  } else if (event->type == EventType::kCrowdRefreshes ||
             event->type == EventType::kCrowdUsed) {
    event->crowd = names_.Crowd(record.value);
  } else if (event->type == EventType::kCustomerVisits ||
             event->type == EventType::kCustomerExits) {
    event->channel = names_.Channel(record.value);
  } else if (event->type == EventType::kCustomerTriggers) {
    event->channel = names_.Channel(record.value);
    if ((record.desk == 0) == (record.value == 0)) return false;
  } else if (event->type == EventType::kCustomerClicks) {
    event->item = ruleset_->Name(ItemId{record.value});
  } else if (hands_over) {
    event->to_agent = names_.Agent(record.value);
  } else if (event->type == EventType::kCustomerEnters ||
             event->type == EventType::kCustomerSends) {
    event->facts.product = names_.Product(record.value);
    event->facts.named = event->agent;
    event->agent = kNone;
  }
  FieldList fields;
  if (!ReadFields(record.payload, payloads, &fields, &event->payload_bytes)) {
    return false;
  }
  for (const auto& [field, bytes] : fields) {
    if (!TakeField(field, bytes, event)) return false;
  }
  const bool batch = event->type == EventType::kAgentAccepts ||
                     event->type == EventType::kAgentReopens;
  if (batch &&
      (event->customers.empty() || event->customers.size() > kMostAccepted)) {
    return false;
  }
  // An item or a campaign, neither none nor both.
  if (event->type == EventType::kCustomerClicks &&
      (record.value == 0) == event->campaign.empty()) {
    return false;
  }
  if (event->type == EventType::kCustomerRates && !event->items) return false;
  // One receiver, neither none nor two.
  if (hands_over && (event->to_agent == kNone) == (event->to_group == kNone)) {
    return false;
  }
  // A link names its desk (R1).
  if (event->facts.link >= 0 && record.desk == 0) {
    const auto& link = config_.links[static_cast<size_t>(event->facts.link)];
    for (size_t i = 0; i < config_.desks.size(); ++i) {
      if (config_.desks[i].name == link.desk) event->desk = static_cast<int>(i);
    }
  }
  return true;
}

// One field of the payload; false if it is not what the field may hold.
bool Oracle::TakeField(Field field, std::span<const std::byte> bytes,
                       Incoming* event) const {
  uint64_t number = 0;
  const bool is_number = ReadNumber(bytes, &number);
  switch (field) {
    case Field::seq:
      event->seq = number;
      return is_number;
    case Field::id:
      event->id = TextOf(bytes);
      return bytes.size() <= kLongestId;
    case Field::link:
      event->facts.link = names_.Link(number);
      return is_number;
    case Field::order_status:
      event->facts.order_status = names_.OrderStatus(number);
      return is_number;
    case Field::intent:
      event->facts.intent = names_.Intent(number);
      return is_number;
    case Field::priority:
      event->facts.priority = names_.Priority(number);
      return is_number;
    case Field::store:
      event->facts.store = names_.Store(number);
      return is_number;
    case Field::capacity:  // stored plus one
      if (!is_number || number == 0) return false;
      event->capacity = static_cast<uint32_t>(number - 1);
      return number - 1 <= kHighestCapacity;
    case Field::to_group:
      event->to_group = names_.Group(number);
      return is_number;
    case Field::until:  // counts from the first instant, plus one
      if (!is_number || number == 0) return false;
      event->until = kFirstInstant.ms + static_cast<int64_t>(number - 1);
      return true;
    case Field::page:
      event->facts.page = names_.Page(number);
      return is_number;
    case Field::language:
      event->facts.language = names_.Language(number);
      return is_number;
    case Field::dedicated_agent:  // stored plus one
      if (!is_number || number == 0) return false;
      event->dedicated = names_.Agent(number - 1);
      return number - 1 <= UINT32_MAX;
    case Field::home_store:  // stored plus one
      if (!is_number || number == 0) return false;
      event->home_store = names_.Store(number - 1);
      return number - 1 <= UINT32_MAX;
    case Field::send:
    case Field::message:
    case Field::note:
    case Field::fields:
    case Field::comment:
      return true;
    default:
      return TakeSent(field, bytes, event);
  }
}

// The same for those about what is said and sent (K1, K2, W1 to W6, F1).
bool Oracle::TakeSent(Field field, std::span<const std::byte> bytes,
                      Incoming* event) const {
  const std::string text = TextOf(bytes);
  uint64_t number = 0;
  const bool is_number = ReadNumber(bytes, &number);
  switch (field) {
    case Field::campaign:
      event->campaign = text;
      return true;
    case Field::text:
      event->text = text;
      return true;
    case Field::kind:
      event->kind = static_cast<MessageKind>(number);
      return is_number && number <= 11;
    case Field::file_name:
      event->file_name = text;
      return true;
    case Field::template_id:
      event->template_id = text;
      return true;
    case Field::source:
      event->source = static_cast<TextSource>(number);
      return is_number && !Name(event->source).empty();
    case Field::items:
    case Field::messages:
    case Field::score:
    case Field::count:  // stored plus one
      if (!is_number || number == 0) return false;
      event->items = static_cast<uint32_t>(number - 1);
      return number - 1 <= kHighestCapacity;
    default:
      return TakeList(field, bytes, event);
  }
}

// The same for fields that hold a list.
bool Oracle::TakeList(Field field, std::span<const std::byte> bytes,
                      Incoming* event) const {
  switch (field) {
    case Field::desks:
      for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
        uint16_t id = 0;
        std::memcpy(&id, bytes.data() + i, sizeof id);
        event->desks.push_back(names_.Desk(id));
      }
      return bytes.size() % 2 == 0 && event->desks.size() <= kMostDesks;
    case Field::attributes:
      return ReadTold(bytes, event);
    case Field::tags:
      event->tags.emplace(bytes.size() / 4);
      if (!bytes.empty()) {
        std::memcpy(event->tags->data(), bytes.data(), bytes.size() / 4 * 4);
      }
      return bytes.size() % 4 == 0 && event->tags->size() <= kMostAccepted;
    case Field::customers:
      event->customers.resize(bytes.size() / 8);
      std::memcpy(event->customers.data(), bytes.data(),
                  event->customers.size() * 8);
      return bytes.size() % 8 == 0;
    default:
      return false;
  }
}

// duplicate_id > duplicate_seq > time_out_of_range > time_went_back. The id of
// a duplicate or refused event is remembered and its seq taken.
Reason Oracle::CheckContract(Incoming* event) {
  // A time out of range never becomes the engine's.
  const bool in_range =
      event->at >= kFirstInstant.ms && event->at <= kLastInstant.ms;
  int64_t engine_time = in_range ? event->at : kFirstInstant.ms;
  if (now_) engine_time = std::max(*now_, engine_time);
  const bool seen_id = !event->id.empty() && SeenId(event->id, engine_time);
  bool seen_seq = false;
  if (event->seq) {
    seen_seq = last_seq_ && *event->seq <= *last_seq_;
    last_seq_ = std::max(last_seq_.value_or(0), *event->seq);
  }
  if (seen_id) return Reason::kDuplicateId;
  if (seen_seq) return Reason::kDuplicateSeq;
  if (event->at < kFirstInstant.ms || event->at > kLastInstant.ms) {
    return Reason::kTimeOutOfRange;
  }
  if (now_ && event->at < *now_) {
    if (config_.tenant.late_events == LateEvents::kRefuse) {
      return Reason::kTimeWentBack;
    }
    event->at = *now_;
  }
  return Reason::kNone;
}

// Whether the id was remembered within the last minute; remembers it anew.
bool Oracle::SeenId(const std::string& id, int64_t now) {
  bool seen = false;
  if (const auto found = ids_.find(id); found != ids_.end()) {
    const auto [remembered_at, order] = found->second;
    seen = remembered_at > now || now - remembered_at < kRememberIdsMs;
    ids_by_order_.erase(order);
    ids_.erase(found);
  }
  ids_.emplace(id, std::pair(now, ++ids_remembered_));
  ids_by_order_.emplace(ids_remembered_, id);
  if (ids_.size() > kIdsRemembered) {
    ids_.erase(ids_by_order_.begin()->second);
    ids_by_order_.erase(ids_by_order_.begin());
  }
  return seen;
}

void Oracle::Refuse(Reason reason, const EventRecord& record) {
  Refuse(reason, record.customer, record.agent, record.desk);
}

void Oracle::Refuse(Reason reason, uint64_t customer, uint32_t agent,
                    uint16_t desk) {
  EffectRecord& effect = Emit(EffectType::kRefuse);
  effect.reason = static_cast<uint16_t>(reason);
  effect.customer = customer;
  effect.agent = agent;
  effect.desk = desk;
}

}  // namespace kefu::oracle
