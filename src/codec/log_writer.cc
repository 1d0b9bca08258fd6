// AppendJson of log.h: effects and events as lines of JSON.

#include <cstring>
#include <optional>
#include <type_traits>
#include <vector>

#include "kefu/log.h"
#include "kefu/ruleset.h"
#include "src/codec/json_text.h"
#include "src/codec/payload.h"

namespace kefu {
namespace {

using codec::AppendJsonString;
using codec::AppendNumber;
using codec::JsonObject;
using codec::Payload;

template <class T>
concept Number = std::is_integral_v<T>;
template <class T>
concept Word = std::is_enum_v<T>;

// Appends the values of members. Values that are not given, which is 0 in all
// of them, are left out.
class ValueWriter {
 public:
  ValueWriter(const Engine& engine, JsonObject* object)
      : engine_(engine), ruleset_(engine.ruleset()), object_(*object) {}

  void Put(std::string_view key, std::string_view value) {
    if (!value.empty()) object_.String(key, value);
  }
  void Put(std::string_view key, Number auto value) {
    if (value != 0) object_.Number(key, value);
  }
  void Put(std::string_view key, Word auto value) { Put(key, Name(value)); }
  void Put(std::string_view key, const Capacity& value) {
    if (value) object_.Number(key, *value);
  }
  void Put(std::string_view key, const Until& value) {
    if (value) object_.Number(key, value->ms);
  }
  void Put(std::string_view key, SessionNumber session) {
    Put(key, session.value);
  }
  // An id without a name was never known; "" says so, and reads back as such.
  template <class Tag, class Rep>
  void Put(std::string_view key, Id<Tag, Rep> id) {
    if (id) object_.String(key, ruleset_.Name(id));
  }
  void Put(std::string_view key, CustomerId id) {
    if (!id) return;
    object_.Key(key);
    AppendCustomer(id);
    object_.Next();
  }
  void Put(std::string_view key, CustomerList list) {
    if (list.empty()) return;
    object_.Key(key);
    object_.out()->push_back('[');
    for (const CustomerId id : list) {
      AppendCustomer(id);
      object_.out()->push_back(',');
    }
    object_.out()->back() = ']';
    object_.Next();
  }
  void Put(std::string_view key, TextId id) {
    const auto texts = ruleset_.Texts(id);
    if (texts.empty()) return;
    object_.Key(key);
    object_.out()->push_back('[');
    for (const std::string& text : texts) {
      AppendJsonString(text, object_.out());
      object_.out()->push_back(',');
    }
    object_.out()->back() = ']';
    object_.Next();
  }
  void Put(std::string_view key, const Decision& decision) {
    object_.Key(key);
    JsonObject object(object_.out());
    ValueWriter writer(engine_, &object);
    writer.Put("rung", decision.rung);
    writer.Put("reason", decision.reason);
    writer.Put("group", GroupId{static_cast<uint16_t>(decision.list)});
    writer.Put("agent", decision.agent);
    object.Number("asked", decision.asked);
    object.Close();
    object_.Next();
  }

 private:
  // A key of the host stands as a number, a name as a string.
  void AppendCustomer(CustomerId id) {
    const std::string name = engine_.CustomerName(id);
    if (IsKey(id, name)) {
      object_.out()->append(name);
    } else {
      AppendJsonString(name, object_.out());
    }
  }
  bool IsKey(CustomerId id, std::string_view name) const {
    if (name.empty() || name[0] < '0' || name[0] > '9') return false;
    return engine_.FindCustomer(name) != id;
  }

  const Engine& engine_;
  const Ruleset& ruleset_;
  JsonObject& object_;
};

// ---------------------------------------------------------------- effects

template <class E>
void PutFields(const EffectRecord& record, ValueWriter* writer) {
  const std::optional<E> effect = As<E>(record);
  VisitFields(*effect, [&](const char* name, EffectSlot, const auto& value) {
    writer->Put(name, value);
  });
}

void PutFields(const EffectRecord& record, ValueWriter* writer) {
  switch (record.Type()) {
    case EffectType::kNone:
      break;
#define KEFU_EFFECT(number, Struct, json, doc) \
  case EffectType::k##Struct:                  \
    return PutFields<Struct>(record, writer);
#include "kefu/events.def"
  }
}

// ----------------------------------------------------------------- events

// The typed event of a record, the reverse of EventBatch::Add.
class FieldLoader {
 public:
  FieldLoader(const EventRecord& record, std::span<const std::byte> payloads)
      : record_(record), payload_(record, payloads) {}

  void Load(Field field, Slot, std::string_view* text) {
    const auto bytes = payload_.Find(field);
    *text = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
  void Load(Field field, Slot, CustomerList* list) {
    const auto bytes = payload_.Find(field);
    customers_.resize(bytes.size() / sizeof(CustomerId));
    if (!customers_.empty()) {
      std::memcpy(customers_.data(), bytes.data(),
                  customers_.size() * sizeof(CustomerId));
    }
    *list = customers_;
  }
  void Load(Field field, Slot slot, Capacity* capacity) {
    const uint64_t bits = Bits(field, slot);
    if (bits != 0) *capacity = static_cast<uint32_t>(bits - 1);
  }
  void Load(Field field, Slot slot, Until* until) {
    *until = detail::UntilFromBits(Bits(field, slot));
  }
  template <class T>
  void Load(Field field, Slot slot, T* value) {
    detail::FromBits(Bits(field, slot), value);
  }
  bool Has(Field field) const { return !payload_.Find(field).empty(); }
  uint64_t Bits(Field field, Slot slot) const;

 private:
  const EventRecord& record_;
  Payload payload_;
  std::vector<CustomerId> customers_;
};

uint64_t FieldLoader::Bits(Field field, Slot slot) const {
  switch (slot) {
    case Slot::customer:
      return record_.customer;
    case Slot::agent:
      return record_.agent;
    case Slot::desk:
      return record_.desk;
    case Slot::value:
      return record_.value;
    case Slot::detail:
      return record_.detail;
    case Slot::payload:
      break;
  }
  return payload_.Number(field);
}

template <class E>
void PutFields(FieldLoader* loader, ValueWriter* writer) {
  E event;
  VisitFields(event, [&](Field field, Slot slot, Presence, auto& value) {
    loader->Load(field, slot, &value);
    writer->Put(Name(field), value);
  });
}

void PutFields(EventType type, FieldLoader* loader, ValueWriter* writer) {
  switch (type) {
    case EventType::kNone:
      break;
#define KEFU_EVENT(number, Struct, json, doc) \
  case EventType::k##Struct:                  \
    return PutFields<Struct>(loader, writer);
#include "kefu/events.def"
  }
}

}  // namespace

void AppendJson(const EffectRecord& effect, const Engine& engine,
                std::string* out) {
  JsonObject object(out);
  ValueWriter writer(engine, &object);
  object.Number("at", effect.at);
  object.String("effect", Name(effect.Type()));
  object.Number("event", effect.event);
  object.Number("index", effect.index);
  writer.Put("timer", static_cast<TimerKind>(effect.timer));
  PutFields(effect, &writer);
  object.Close();
  out->push_back('\n');
}

void AppendJson(const EventRecord& event, std::span<const std::byte> payloads,
                const Engine& engine, std::string* out) {
  JsonObject object(out);
  ValueWriter writer(engine, &object);
  FieldLoader loader(event, payloads);
  const auto type = static_cast<EventType>(event.type);
  object.Number("at", event.at);
  object.String("event", Name(type));
  if (loader.Has(Field::seq)) {
    object.Number("seq", loader.Bits(Field::seq, Slot::payload));
  }
  std::string_view id;
  loader.Load(Field::id, Slot::payload, &id);
  writer.Put("id", id);
  PutFields(type, &loader, &writer);
  object.Close();
  out->push_back('\n');
}

}  // namespace kefu
