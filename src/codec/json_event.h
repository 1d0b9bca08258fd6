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
    if (list.empty()) return;
    object_.Key(key);
    object_.out()->push_back('[');
    for (const DeskId id : list) {
      AppendJsonString(names_.Name(id), object_.out());
      object_.out()->push_back(',');
    }
    object_.out()->back() = ']';
    object_.Next();
  }
  void Put(std::string_view key, CustomerList list) {
    if (list.empty()) return;
    object_.Key(key);
    object_.out()->push_back('[');
    for (const CustomerId id : list) {
      names_.AppendCustomer(id, object_.out());
      object_.out()->push_back(',');
    }
    object_.out()->back() = ']';
    object_.Next();
  }

 protected:
  JsonObject& object_;

 private:
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
