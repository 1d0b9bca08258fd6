// AppendJson of log.h: effects and events as lines of JSON.

#include <optional>
#include <string>

#include "kefu/log.h"
#include "kefu/messages.h"
#include "kefu/ruleset.h"
#include "src/codec/customer_name.h"
#include "src/codec/json_event.h"
#include "src/codec/json_text.h"
#include "src/codec/messages_json.h"
#include "src/codec/typed_event.h"

namespace kefu {
namespace {

using codec::AppendJsonString;
using codec::JsonObject;

// The names that an engine and its ruleset have for ids.
class EngineNames {
 public:
  explicit EngineNames(const Engine& engine) : engine_(engine) {}

  // An id without a name was never known; "" says so.
  template <class Tag, class Rep>
  std::string_view Name(Id<Tag, Rep> id) const {
    return engine_.ruleset().Name(id);
  }
  void AppendCustomer(CustomerId id, std::string* out) const {
    const std::string name = engine_.CustomerName(id);
    if (codec::KeyOf(engine_, id, name)) {
      out->append(name);
    } else {
      AppendJsonString(name, out);
    }
  }

 private:
  const Engine& engine_;
};

// Appends the values of members. Values that are not given, which is 0 in all
// of them, are left out.
class EffectValues : public codec::JsonValues<EngineNames> {
 public:
  EffectValues(const Engine& engine, const EffectRecord& record,
               JsonObject* object)
      : JsonValues(EngineNames(engine), object),
        engine_(engine),
        record_(record) {}

  using JsonValues::Put;
  void Put(std::string_view key, SessionNumber session) {
    Put(key, session.value);
  }
  // Texts with what their variables stand for, links and the menu.
  void Put(std::string_view, TextId) {
    codec::AppendMessages(RenderMessages(engine_.ruleset(), record_), &object_);
  }
  void Put(std::string_view key, const Decision& decision) {
    object_.Key(key);
    JsonObject object(object_.out());
    EffectValues values(engine_, record_, &object);
    values.Put("rung", decision.rung);
    values.Put("reason", decision.reason);
    values.Put("group", GroupId{static_cast<uint16_t>(decision.list)});
    values.Put("agent", decision.agent);
    object.Number("asked", decision.asked);
    object.Close();
    object_.Next();
  }

 private:
  const Engine& engine_;
  const EffectRecord& record_;
};

// ---------------------------------------------------------------- effects

template <class E>
void PutFields(const EffectRecord& record, EffectValues* values) {
  const std::optional<E> effect = As<E>(record);
  VisitFields(*effect, [&](const char* name, EffectSlot, const auto& value) {
    values->Put(name, value);
  });
}

void PutFields(const EffectRecord& record, EffectValues* values) {
  switch (record.Type()) {
    case EffectType::kNone:
      break;
#define KEFU_EFFECT(number, Struct, json, doc) \
  case EffectType::k##Struct:                  \
    return PutFields<Struct>(record, values);
#include "kefu/events.def"
  }
}

}  // namespace

void AppendJson(const EffectRecord& effect, const Engine& engine,
                std::string* out) {
  JsonObject object(out);
  EffectValues values(engine, effect, &object);
  object.Number("at", effect.at);
  object.String("effect", Name(effect.Type()));
  object.Number("event", effect.event);
  object.Number("index", effect.index);
  values.Put("timer", static_cast<TimerKind>(effect.timer));
  PutFields(effect, &values);
  object.Close();
  out->push_back('\n');
}

void AppendJson(const EventRecord& record, std::span<const std::byte> payloads,
                const Engine& engine, std::string* out) {
  // A broken payload counts as not given.
  Payload payload;
  const bool whole =
      record.payload != 0 && payload.Parse(record.payload, payloads);
  const auto append = [&](const auto& event, bool) {
    codec::AppendEvent(event, EngineNames(engine), out);
  };
  if (codec::VisitEvent(record, whole ? payload : Payload(), append)) return;
  JsonObject object(out);
  object.Number("at", record.at);
  object.String("event", "");
  object.Close();
  out->push_back('\n');
}

}  // namespace kefu
