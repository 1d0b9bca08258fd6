// From steps to events: who is who in one engine.

#include <cstring>

#include "tests/property/generator.h"
#include "tests/property/generator_say.h"
#include "tests/property/generator_settings.h"

namespace kefu::property {
namespace {

// A customer may also be of a generation that does not exist, or that is over.
CustomerId CustomerOf(const Cast& cast, int place, bool former) {
  if (place == kStale) return {(999'999ull << 32) + 1};
  if (former && place >= 0 && cast.former[static_cast<size_t>(place)]) {
    return cast.former[static_cast<size_t>(place)];
  }
  return IdOf(cast.customers, place);
}

AgentId AgentOf(const Cast& cast, const Step& step, Field field) {
  const bool from_customer = step.type == EventType::kCustomerEnters ||
                             step.type == EventType::kCustomerSends;
  if (field == Field::by) return IdOf(cast.agents, step.by);
  if (field == Field::to_agent) return IdOf(cast.agents, step.to_agent);
  return IdOf(cast.agents, from_customer ? step.named : step.agent);
}

// What the fields of one event hold only by reference.
struct Lists {
  std::vector<CustomerId> customers;
  std::vector<DeskId> desks;
  std::vector<TagId> tags;
  Attributes attributes;
};

Lists ListsOf(const Step& step, const Cast& cast) {
  Lists lists;
  for (const int place : step.customers) {
    lists.customers.push_back(CustomerOf(cast, place, step.former));
  }
  for (const int place : step.desks) {
    lists.desks.push_back(IdOf(cast.desks, place));
  }
  for (const int tag : step.told.tags.value_or(std::vector<int>{})) {
    lists.tags.push_back(IdOf(cast.tags, tag));
  }
  for (const Told::Value& value : step.told.attributes) {
    lists.attributes.Add({IdOf(cast.attributes, value.attribute), value.kind,
                          value.number, value.text});
  }
  return lists;
}

// The host's id of a message is never given.
std::string_view TextOf(const Step& step, const Cast& cast, Field field) {
  if (field == Field::message) return {};
  if (field == Field::campaign && step.item != kNone) return {};
  if (field == Field::campaign && step.campaign != kNone) {
    return step.campaign < 0
               ? std::string_view("no campaign")
               : cast.campaigns[static_cast<size_t>(step.campaign)];
  }
  const bool name = field == Field::file_name || field == Field::template_id;
  return name ? step.file_name : step.text;
}

template <class IdType>
std::optional<IdType> MaybeIdOf(const std::vector<IdType>& ids,
                                std::optional<int> place) {
  if (!place) return std::nullopt;
  return IdOf(ids, *place);
}

MessageKind KindOf(const Step& step) {
  return step.type == EventType::kRobotReplies
             ? step.kind
             : static_cast<MessageKind>(step.detail);
}

template <class E>
void AddTyped(const Step& step, const Cast& cast, const Lists& lists,
              EventBatch* batch) {
  E event;
  event.at = Instant{step.at};
  event.seq = step.seq;
  event.id = step.id;
  VisitFields(
      event, [&]([[maybe_unused]] Field field, Slot, Presence, auto& member) {
        using T = std::decay_t<decltype(member)>;
        if constexpr (std::is_same_v<T, CustomerId>) {
          member = CustomerOf(cast, step.customer, step.former);
        } else if constexpr (std::is_same_v<T, AgentId>) {
          member = AgentOf(cast, step, field);
        } else if constexpr (std::is_same_v<T, GroupId>) {
          member = IdOf(cast.groups, step.to_group);
        } else if constexpr (std::is_same_v<T, Until>) {
          if (step.until) member = Instant{*step.until};
        } else if constexpr (std::is_same_v<T, DeskId>) {
          member = IdOf(cast.desks, step.desk);
        } else if constexpr (std::is_same_v<T, LinkId>) {
          member = IdOf(cast.links, step.link);
        } else if constexpr (std::is_same_v<T, PriorityId>) {
          member = IdOf(cast.priorities, step.priority);
        } else if constexpr (std::is_same_v<T, StoreId>) {
          member = IdOf(cast.stores, step.store);
        } else if constexpr (std::is_same_v<T, ProductId>) {
          member = IdOf(cast.products, step.product);
        } else if constexpr (std::is_same_v<T, IntentId>) {
          member = IdOf(cast.intents, step.intent);
        } else if constexpr (std::is_same_v<T, OrderStatusId>) {
          member = IdOf(cast.order_statuses, step.order_status);
        } else if constexpr (std::is_same_v<T, DeskList>) {
          member = lists.desks;
        } else if constexpr (std::is_same_v<T, PageId>) {
          member = IdOf(cast.pages, step.page);
        } else if constexpr (std::is_same_v<T, LanguageId>) {
          member = IdOf(cast.languages, step.language);
        } else if constexpr (std::is_same_v<T, ChannelId>) {
          member = IdOf(cast.channels, step.channel);
        } else if constexpr (std::is_same_v<T, ItemId>) {
          member = IdOf(cast.items, step.item);
        } else if constexpr (std::is_same_v<T, MessageKind>) {
          member = KindOf(step);
        } else if constexpr (std::is_same_v<T, TextSource>) {
          member = step.source;
        } else if constexpr (std::is_same_v<T, CrowdId>) {
          member = IdOf(cast.crowds, step.crowd);
        } else if constexpr (std::is_same_v<T, TagList>) {
          if (step.told.tags) member = lists.tags;
        } else if constexpr (std::is_same_v<T, MaybeAgent>) {
          member = MaybeIdOf(cast.agents, step.told.dedicated);
        } else if constexpr (std::is_same_v<T, MaybeStore>) {
          member = MaybeIdOf(cast.stores, step.told.home_store);
        } else if constexpr (std::is_same_v<T, AttributeList>) {
          member = lists.attributes.list();
        } else if constexpr (std::is_same_v<T, CustomerList>) {
          member = lists.customers;
        } else if constexpr (std::is_same_v<T, Capacity>) {
          member = field == Field::capacity ? step.capacity : step.items;
        } else if constexpr (std::is_same_v<T, std::string_view>) {
          member = TextOf(step, cast, field);
        } else {
          member = static_cast<T>(step.detail);
        }
      });
  batch->Add(event);
}

void AddWhole(const Step& step, const Cast& cast, EventBatch* batch) {
  const Lists lists = ListsOf(step, cast);
  switch (step.type) {
#define KEFU_EVENT(number, Struct, json, doc)   \
  case EventType::k##Struct:                    \
    AddTyped<Struct>(step, cast, lists, batch); \
    break;
#include "kefu/events.def"
    case EventType::kNone:
      break;
  }
}

void Damage(Step::Damage damage, EventRecord* record,
            std::vector<std::byte>* payload) {
  switch (damage) {
    case Step::Damage::kWhole:
      break;
    case Step::Damage::kType:
      record->type = 99;
      break;
    case Step::Damage::kDetail:
      if (record->detail != 0) record->detail = 77;
      break;
    case Step::Damage::kPayload:
      // A payload that says it is longer than what there is.
      if (payload->empty()) payload->resize(sizeof(PayloadHeader));
      const PayloadHeader header{1u << 30, 1};
      std::memcpy(payload->data(), &header, sizeof header);
      break;
  }
}

// The payload of the last record of a batch that holds nothing else.
std::vector<std::byte> PayloadOf(const EventBatch& one) {
  return {one.payloads().begin(), one.payloads().end()};
}

template <class List, class Lookup, class IdType>
void LookUpAll(const List& declared, Lookup lookup, std::vector<IdType>* ids) {
  for (const auto& name : declared) ids->push_back(lookup(name));
}

}  // namespace

void Add(const Step& step, const Cast& cast, EventBatch* batch) {
  if (step.damage == Step::Damage::kWhole) {
    AddWhole(step, cast, batch);
    return;
  }
  EventBatch one;
  AddWhole(step, cast, &one);
  EventRecord record = one.records()[0];
  std::vector<std::byte> payload = PayloadOf(one);
  Damage(step.damage, &record, &payload);
  batch->Add(record, payload);
}

std::string CustomerNameOf(int place) {
  return (place % 3 == 0 ? "" : "customer ") + std::to_string(place);
}

CustomerId LookUpCustomer(int place, Engine* engine) {
  return place % 3 == 0 ? engine->CustomerByKey(static_cast<uint64_t>(place))
                        : engine->Customer(CustomerNameOf(place));
}

void NoteForgotten(std::span<const EffectRecord> effects, Cast* cast) {
  for (const EffectRecord& effect : effects) {
    if (effect.Type() != EffectType::kRecord ||
        static_cast<RecordWhat>(effect.detail) != RecordWhat::kForgotten) {
      continue;
    }
    for (size_t i = 0; i < cast->customers.size(); ++i) {
      if (cast->customers[i].value == effect.customer) {
        cast->forgotten[i] = true;
      }
    }
  }
}

void LookUpAgain(const Step& step,
                 const std::function<CustomerId(int)>& look_up, Cast* cast) {
  if (!step.again) return;
  std::vector<int> places = step.customers;
  places.push_back(step.customer);
  for (const int place : places) {
    if (place < 0) continue;
    const auto i = static_cast<size_t>(place);
    if (cast->forgotten[i]) {
      cast->former[i] = cast->customers[i];
    } else if (cast->customers[i] != kNoMoreCustomers) {
      continue;
    }
    cast->forgotten[i] = false;
    cast->customers[i] = look_up(place);
  }
}

Cast LookUp(const World& world, const Ruleset& r) {
  using Name = const std::string&;
  const Config& c = world.config;
  Cast cast;
  LookUpAll(
      NamesOf(c.agents), [&](Name n) { return r.Agent(n); }, &cast.agents);
  LookUpAll(
      NamesOf(c.groups), [&](Name n) { return r.Group(n); }, &cast.groups);
  LookUpAll(
      NamesOf(c.desks), [&](Name n) { return r.Desk(n); }, &cast.desks);
  LookUpAll(
      NamesOf(c.links), [&](Name n) { return r.Link(n); }, &cast.links);
  LookUpAll(
      NamesOf(c.queue.priorities.value_or(std::vector<PriorityConfig>{})),
      [&](Name n) { return r.Priority(n); }, &cast.priorities);
  LookUpAll(
      NamesOf(c.stores), [&](Name n) { return r.Store(n); }, &cast.stores);
  LookUpAll(
      world.products, [&](Name n) { return r.Product(n); }, &cast.products);
  LookUpAll(
      world.intents, [&](Name n) { return r.Intent(n); }, &cast.intents);
  LookUpAll(
      world.order_statuses, [&](Name n) { return r.OrderStatus(n); },
      &cast.order_statuses);
  LookUpAll(
      world.pages, [&](Name n) { return r.Page(n); }, &cast.pages);
  LookUpAll(
      world.languages, [&](Name n) { return r.Language(n); }, &cast.languages);
  LookUpAll(
      NamesOf(c.crowds.list), [&](Name n) { return r.Crowd(n); }, &cast.crowds);
  LookUpAll(
      NamesOf(c.channels), [&](Name n) { return r.Channel(n); },
      &cast.channels);
  LookUpAll(
      ItemsOf(c), [&](Name n) { return r.Item(n); }, &cast.items);
  LookUpAll(
      RulesOf(c), [&](Name n) { return r.Rule(n); }, &cast.rules);
  LookUpAll(
      NamesOf(c.tags), [&](Name n) { return r.Tag(n); }, &cast.tags);
  LookUpAll(
      NamesOf(c.attributes), [&](Name n) { return r.Attribute(n); },
      &cast.attributes);
  cast.campaigns = NamesOf(c.campaigns.list);
  return cast;
}

void LookUpCustomers(const World& world, const std::vector<int>& order,
                     Engine* engine, Cast* cast) {
  const auto count = static_cast<size_t>(world.customers);
  cast->customers.assign(count, {});
  cast->former.assign(count, {});
  cast->forgotten.assign(count, false);
  for (size_t i = 0; i < count; ++i) {
    const int place = order.empty() ? static_cast<int>(i) : order[i];
    cast->customers[static_cast<size_t>(place)] = LookUpCustomer(place, engine);
  }
}

}  // namespace kefu::property
