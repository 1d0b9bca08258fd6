// From a step to an event.

#include "tests/scenario/events.h"

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <type_traits>

namespace kefu::scenario {
namespace {

[[noreturn]] void Fail(const std::string& message) {
  throw std::runtime_error(message);
}

uint64_t Number(std::string_view text, const std::string& what) {
  uint64_t number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    Fail("`" + std::string(text) + "` is no number for " + what);
  }
  return number;
}

std::vector<std::string_view> Split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

template <class I>
I KnownOr(I id, uint64_t otherwise) {
  if (id) return id;
  return I{static_cast<decltype(id.value)>(otherwise)};
}

constexpr uint64_t kNobody = std::numeric_limits<uint64_t>::max();

// Where the values of one event are kept until the batch has copied them.
struct Reader {
  const Step& step;
  Face* face;
  std::vector<DeskId> desks;
  std::vector<CustomerId> customers;
  std::vector<TagId> tags;
  Attributes attributes;

  const Ruleset& ruleset() const { return face->ruleset(); }

  template <class Tag, class Rep>
  void Read(const std::string& text, Id<Tag, Rep>* id) {
    *id = Named<Id<Tag, Rep>>(ruleset(), text);
  }
  void Read(const std::string& text, CustomerId* id) {
    *id = NamedCustomer(face, text);
  }
  void Read(const std::string& text, std::string_view* value) { *value = text; }
  void Read(const std::string& text, Capacity* value) {
    *value = static_cast<uint32_t>(Number(text, "a capacity"));
  }
  void Read(const std::string& text, Until* value) {
    *value = ParseTime(text, *step.at);
    if (!*value) Fail("`" + text + "` is no time");
  }
  void Read(const std::string& text, DeskList* list) {
    for (std::string_view rest = text; !rest.empty();) {
      const size_t comma = rest.find(',');
      Read(std::string(rest.substr(0, comma)), &desks.emplace_back());
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
    *list = desks;
  }
  void Read(const std::string& text, CustomerList* list) {
    for (std::string_view rest = text; !rest.empty();) {
      const size_t comma = rest.find(',');
      customers.push_back(NamedCustomer(face, rest.substr(0, comma)));
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
    *list = customers;
  }
  // "none" is nobody.
  template <class Tag, class Rep>
  void Read(const std::string& text, std::optional<Id<Tag, Rep>>* id) {
    using Of = Id<Tag, Rep>;
    *id = text == "none" ? Of{} : Named<Of>(ruleset(), text);
  }
  void Read(const std::string& text, TagList* list) {
    for (const std::string_view name : Split(text, ',')) {
      if (name != "none") tags.push_back(Named<TagId>(ruleset(), name));
    }
    *list = tags;
  }
  // `orders:3,city:beijing,member:true,likes:tea|go,birthday:null`. A number is
  // one, and in single quotes a text.
  void Read(const std::string& text, AttributeList* list) {
    for (const std::string_view one : Split(text, ',')) {
      const size_t colon = one.find(':');
      if (colon == std::string_view::npos)
        Fail("`" + text + "` needs name:value");
      const auto id = Named<AttributeId>(ruleset(), one.substr(0, colon));
      AddValue(id, one.substr(colon + 1));
    }
    *list = attributes.list();
  }
  void AddValue(AttributeId id, std::string_view value) {
    int64_t number = 0;
    const char* const end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, number);
    if (value == "null") {
      attributes.Remove(id);
    } else if (value == "true" || value == "false") {
      attributes.Flag(id, value == "true");
    } else if (read.ec == std::errc{} && read.ptr == end) {
      attributes.Number(id, number);
    } else if (value.find('|') != std::string_view::npos) {
      if (value == "|") attributes.Remove(id);
      for (const std::string_view item : Split(value, '|')) {
        if (!item.empty()) attributes.Item(id, item);
      }
    } else if (value.size() >= 2 && value.front() == '\'') {
      attributes.Text(id, value.substr(1, value.size() - 2));
    } else {
      attributes.Text(id, value);
    }
  }
  // A name, or #7 for a number that may be no value at all.
  template <class T>
  requires std::is_enum_v<T>
  void Read(const std::string& text, T* value) {
    if (text.substr(0, 1) == "#") {
      *value = static_cast<T>(Number(text.substr(1), "a value"));
    } else if (!FromName(text, value)) {
      Fail("`" + text + "` is no value here; events.def lists them");
    }
  }

  // What stands for a field that the step leaves out.
  template <class T>
  void Default(Field field, Presence presence, T* value) {
    if constexpr (std::is_same_v<T, DeskId>) {
      const bool by_link = presence == Presence::kDeskOrLink;
      if (by_link && step.Find("link") != nullptr) return;
      const bool one_of = presence == Presence::kOneOf;
      if (one_of && step.Find("channel") != nullptr) return;
      if (presence == Presence::kOptional && !OneDesk(ruleset())) return;
      *value = DeskOf(step, ruleset());
    } else if constexpr (std::is_same_v<T, MessageKind>) {
      *value = MessageKind::kText;
    } else if (presence == Presence::kRequired) {
      Fail(step.word + " needs " + std::string(Name(field)) + "=");
    }
  }

  template <class E>
  E Make() {
    E event;
    event.at = *step.at;
    size_t used = 0;
    VisitFields(event, [&](Field field, Slot, Presence presence, auto& value) {
      if (const std::string* text = step.Find(Name(field))) {
        Read(*text, &value);
        ++used;
      } else {
        Default(field, presence, &value);
      }
    });
    if (const std::string* seq = step.Find("seq")) {
      event.seq = Number(*seq, "seq");
      ++used;
    }
    if (const std::string* id = step.Find("id")) {
      event.id = *id;
      ++used;
    }
    if (used != step.arguments.size()) {
      Fail(step.word + " has no such field, or one is given twice; events.def" +
           " lists the fields of each event");
    }
    return event;
  }
};

// `record type=200`: a record that is not of this vocabulary.
void AddRecord(const Step& step, EventBatch* batch) {
  EventRecord record;
  record.at = step.at->ms;
  const std::string* type = step.Find("type");
  if (type == nullptr) Fail("record needs type=");
  record.type = static_cast<uint8_t>(Number(*type, "a type"));
  batch->Add(record, {});
}

}  // namespace

void AddEvent(const Step& step, Face* face, EventBatch* batch) {
  if (step.word == "record") return AddRecord(step, batch);
  EventType type;
  if (!FromName(step.word, &type)) {
    Fail("there is no event `" + step.word + "`; events.def lists them");
  }
  Reader reader{step, face, {}, {}, {}, {}};
  switch (type) {
#define KEFU_EVENT(number, Struct, json, doc) \
  case EventType::k##Struct:                  \
    return batch->Add(reader.Make<Struct>());
#include "kefu/events.def"
    case EventType::kNone:
      break;
  }
}

template <>
AgentId Named(const Ruleset& ruleset, std::string_view name) {
  return KnownOr(ruleset.Agent(name), kNobody);
}
template <>
GroupId Named(const Ruleset& ruleset, std::string_view name) {
  return KnownOr(ruleset.Group(name), kNobody);
}
template <>
DeskId Named(const Ruleset& ruleset, std::string_view name) {
  return KnownOr(ruleset.Desk(name), kNobody);
}
template <>
LinkId Named(const Ruleset& ruleset, std::string_view name) {
  return KnownOr(ruleset.Link(name), kNobody);
}
template <>
PriorityId Named(const Ruleset& ruleset, std::string_view name) {
  return KnownOr(ruleset.Priority(name), kNobody);
}
template <>
CrowdId Named(const Ruleset& ruleset, std::string_view name) {
  return KnownOr(ruleset.Crowd(name), kNobody);
}
template <>
ChannelId Named(const Ruleset& ruleset, std::string_view name) {
  return KnownOr(ruleset.Channel(name), kNobody);
}
template <>
TagId Named(const Ruleset& ruleset, std::string_view name) {
  return KnownOr(ruleset.Tag(name), kNobody);
}
template <>
AttributeId Named(const Ruleset& ruleset, std::string_view name) {
  return KnownOr(ruleset.Attribute(name), kNobody);
}
template <>
PageId Named(const Ruleset& ruleset, std::string_view name) {
  return ruleset.Page(name);
}
template <>
LanguageId Named(const Ruleset& ruleset, std::string_view name) {
  return ruleset.Language(name);
}
template <>
ItemId Named(const Ruleset& ruleset, std::string_view name) {
  return KnownOr(ruleset.Item(name), kNobody);
}
template <>
StoreId Named(const Ruleset& ruleset, std::string_view name) {
  return KnownOr(ruleset.Store(name), kNobody);
}
template <>
ProductId Named(const Ruleset& ruleset, std::string_view name) {
  return ruleset.Product(name);
}
template <>
IntentId Named(const Ruleset& ruleset, std::string_view name) {
  return ruleset.Intent(name);
}
template <>
OrderStatusId Named(const Ruleset& ruleset, std::string_view name) {
  return ruleset.OrderStatus(name);
}

CustomerId NamedCustomer(Face* face, std::string_view name) {
  if (name == kUnknown) return CustomerId{uint64_t{7} << 32 | 0xFFFFFF};
  return face->Customer(name);
}

bool OneDesk(const Ruleset& ruleset) {
  return ruleset.config().desks.size() == 1;
}

DeskId DeskOf(const Step& step, const Ruleset& ruleset) {
  if (const std::string* name = step.Find("desk")) {
    return Named<DeskId>(ruleset, *name);
  }
  if (!OneDesk(ruleset)) {
    Fail(step.word + " needs desk=, for the ruleset has several desks");
  }
  return ruleset.Desk(ruleset.config().desks[0].name);
}

}  // namespace kefu::scenario
