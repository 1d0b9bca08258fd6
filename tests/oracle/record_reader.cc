#include "tests/oracle/record_reader.h"

#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace kefu::oracle {
namespace {

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

// What a payload has about attributes; false if it is broken.
bool ReadTold(std::span<const std::byte> bytes, Incoming* event) {
  constexpr size_t kMost = 1000;
  while (!bytes.empty()) {
    uint32_t attribute = 0;
    uint16_t size = 0;
    if (bytes.size() < 8 || event->attributes.size() == kMost) return false;
    std::memcpy(&attribute, bytes.data(), 4);
    std::memcpy(&size, bytes.data() + 4, 2);
    Incoming::Told told;
    told.attribute = attribute;
    told.kind = static_cast<ValueKind>(bytes[6]);
    const size_t padded = (size_t{size} + 7) / 8 * 8;
    if (bytes[7] != std::byte{} || bytes.size() - 8 < padded) return false;
    const auto value = bytes.subspan(8, size);
    switch (told.kind) {
      case ValueKind::kNumber:
      case ValueKind::kFlag:
        if (size != 8) return false;
        std::memcpy(&told.number, value.data(), 8);
        break;
      case ValueKind::kText:
      case ValueKind::kItem:
        told.text.assign(reinterpret_cast<const char*>(value.data()), size);
        break;
      case ValueKind::kNothing:
        if (size != 0) return false;
        break;
      default:
        return false;
    }
    if (told.kind == ValueKind::kFlag && (told.number < 0 || told.number > 1)) {
      return false;
    }
    event->attributes.push_back(told);
    bytes = bytes.subspan(8 + padded);
  }
  return true;
}

}  // namespace

bool RecordReader::Read(const EventRecord& record,
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
    event->item = ruleset_.Name(ItemId{record.value});
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
    const auto& link =
        ruleset_.config().links[static_cast<size_t>(event->facts.link)];
    for (size_t i = 0; i < ruleset_.config().desks.size(); ++i) {
      if (ruleset_.config().desks[i].name == link.desk)
        event->desk = static_cast<int>(i);
    }
  }
  return true;
}

// One field of the payload; false if it is not what the field may hold.
bool RecordReader::TakeField(Field field, std::span<const std::byte> bytes,
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
bool RecordReader::TakeSent(Field field, std::span<const std::byte> bytes,
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
bool RecordReader::TakeList(Field field, std::span<const std::byte> bytes,
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

}  // namespace kefu::oracle
