// Events as lines of JSON, whoever knows the names: an engine, or a log.

#ifndef KEFU_CODEC_JSON_EVENT_H_
#define KEFU_CODEC_JSON_EVENT_H_

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "kefu/event.h"
#include "kefu/ids.h"
#include "src/codec/json_text.h"

namespace kefu::codec {

// Appends the values of members. Values that are not given, which is 0 in all
// of them, are left out. `Names` has Name(id) and AppendCustomer(id, out).
template <class Names>
class JsonValues {
 public:
  JsonValues(Names names, JsonObject* object)
      : object_(*object), names_(std::move(names)) {}

  void Put(std::string_view key, std::string_view value) {
    if (!value.empty()) object_.String(key, value);
  }
  template <class T>
  requires std::is_integral_v<T>
  void Put(std::string_view key, T value) {
    if (value != 0) object_.Number(key, value);
  }
  template <class T>
  requires std::is_enum_v<T>
  void Put(std::string_view key, T value) { Put(key, Name(value)); }
  void Put(std::string_view key, const Capacity& value) {
    if (value) object_.Number(key, *value);
  }
  void Put(std::string_view key, const Until& value) {
    if (value) object_.Number(key, value->ms);
  }
  template <class Tag, class Rep>
  void Put(std::string_view key, Id<Tag, Rep> id) {
    if (id) object_.String(key, names_.Name(id));
  }
  // A key of the host stands as a number, a name as a string.
  void Put(std::string_view key, CustomerId id) {
    if (!id) return;
    object_.Key(key);
    names_.AppendCustomer(id, object_.out());
    object_.Next();
  }
  void Put(std::string_view key, DeskList list) {
    object_.ListOf(key, list, [this](DeskId id) {
      AppendJsonString(names_.Name(id), object_.out());
    });
  }
  template <class Tag, class Rep>
  void Put(std::string_view key, const std::optional<Id<Tag, Rep>>& id) {
    if (id) object_.String(key, *id ? names_.Name(*id) : "");
  }
  void Put(std::string_view key, const TagList& list) {
    if (!list) return;
    object_.Key(key);
    AppendJsonList(*list, object_.out(), [this](TagId id) {
      AppendJsonString(names_.Name(id), object_.out());
    });
    object_.Next();
  }
  void Put(std::string_view key, AttributeList list) {
    if (list.empty()) return;
    object_.Key(key);
    JsonObject object(object_.out());
    AttributeId set;  // whose list is open
    while (const auto value = list.Take()) {
      const bool item = value->kind == ValueKind::kItem;
      if (set && !(item && value->attribute == set)) CloseSet(&object, &set);
      if (!set) object.NamedKey(names_.Name(value->attribute));
      std::string* const out = object.out();
      if (item) {
        out->push_back(set ? ',' : '[');
        set = value->attribute;
      }
      AppendAttribute(*value, out);
      if (!item) object.Next();
    }
    if (set) CloseSet(&object, &set);
    object.Close();
    object_.Next();
  }
  void Put(std::string_view key, CustomerList list) {
    object_.ListOf(key, list, [this](CustomerId id) {
      names_.AppendCustomer(id, object_.out());
    });
  }

 protected:
  JsonObject& object_;

 private:
  static void CloseSet(JsonObject* object, AttributeId* set) {
    object->out()->push_back(']');
    object->Next();
    *set = {};
  }
  static void AppendAttribute(const AttributeValue& value, std::string* out) {
    switch (value.kind) {
      case ValueKind::kNumber:
        return AppendNumber(value.number, out);
      case ValueKind::kFlag:
        out->append(value.number != 0 ? "true" : "false");
        return;
      case ValueKind::kText:
      case ValueKind::kItem:
        return AppendJsonString(value.text, out);
      case ValueKind::kNothing:
      case ValueKind::kNone:
        out->append("null");
        return;
    }
  }

  Names names_;
};

// Whether a field must stand in the line although it names nobody: "" does.
template <class T>
bool IsNobody(const T& value) {
  if constexpr (requires { value.value == 0; }) return value.value == 0;
  return false;
}

// Appends one line, with its line break. Fields stand in the order of
// events.def.
template <Event E, class Names>
void AppendEvent(const E& event, Names names, std::string* out) {
  JsonObject object(out);
  JsonValues<Names> values(std::move(names), &object);
  object.Number("at", event.at.ms);
  object.String("event", Name(E::kType));
  if (event.seq) object.Number("seq", *event.seq);
  values.Put("id", event.id);
  bool one_of = false;  // a desk or a link is given
  VisitFields(event, [&](Field, Slot, Presence presence, const auto& value) {
    one_of |= presence == Presence::kDeskOrLink && !IsNobody(value);
  });
  VisitFields(
      event, [&](Field field, Slot, Presence presence, const auto& value) {
        const bool needed = presence == Presence::kRequired ||
                            (presence == Presence::kDeskOrLink && !one_of);
        if (needed && IsNobody(value)) {
          object.String(Name(field), "");
          one_of |= presence == Presence::kDeskOrLink;
        } else {
          values.Put(Name(field), value);
        }
      });
  object.Close();
  out->push_back('\n');
}

}  // namespace kefu::codec

#endif  // KEFU_CODEC_JSON_EVENT_H_
