// bindings/python/kefu/_events.py, _effects.py and _fast.py.

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/event.h"
#include "src/tools/reference_python.h"

namespace kefu::tools {
namespace {

struct FieldRow {
  std::string_view type;
  std::string_view name;
  std::string_view slot;
  Presence presence = Presence::kOptional;
};

struct Row {
  std::string_view name;  // of the struct
  std::string_view json;
  std::string_view doc;
  std::vector<FieldRow> fields;
};

std::vector<Row> EventRows() {
  std::vector<Row> rows;
#define KEFU_EVENT(number, Struct, json, doc) \
  rows.push_back({#Struct, #json, doc, {}});
#define KEFU_FIELD(Struct, type, name, slot, presence) \
  rows.back().fields.push_back({#type, #name, #slot, Presence::presence});
#include "kefu/events.def"
  return rows;
}

std::vector<Row> EffectRows() {
  std::vector<Row> rows;
#define KEFU_EFFECT(number, Struct, json, doc) \
  rows.push_back({#Struct, #json, doc, {}});
#define KEFU_EFFECT_FIELD(Struct, type, name, slot) \
  rows.back().fields.push_back({#type, #name, #slot, Presence::kOptional});
#include "kefu/events.def"
  return rows;
}

std::string_view DocOf(std::string_view field) {
#define KEFU_FIELD_NAME(number, name, type, doc) \
  if (field == #name) return doc;
#include "kefu/events.def"
  return {};
}

// ------------------------------------------------------------------ events

std::string EventType(std::string_view type) {
  if (IsEnum(type)) return fmt::format("{0} | {0}Name", type);
  if (type == "CustomerId") return "Customer";
  if (type == "DeskList") return "Sequence[str]";
  if (type == "CustomerList") return "Sequence[Customer]";
  if (type == "Capacity" || type == "uint64_t") return "int | None";
  if (type == "Until") return "Time | None";
  if (type == "AttributeList") return "Attributes | None";
  if (type == "TagList") return "Sequence[str] | None";
  if (type == "MaybeAgent" || type == "MaybeStore") return "str | None";
  return "str";
}

std::string Fallback(std::string_view type) {
  const std::string python = EventType(type);
  if (python == "str") return "\"\"";
  if (python.find("None") != python.npos) return "None";
  if (IsEnum(type)) return fmt::format("{}.NONE", type);
  return python == "Customer" ? "\"\"" : "()";
}

std::string FieldDocs(const Row& row) {
  std::string text;
  for (const FieldRow& field : row.fields) {
    text += fmt::format("\n{}: {}", field.name, DocOf(field.name));
    if (field.presence == Presence::kDeskOrLink) text += "; `desk` or `link`";
    if (field.presence == Presence::kOneOf) text += "; exactly one of these";
  }
  return text.empty() ? text : "\n" + text;
}

void AppendEvent(const Row& row, std::string* out) {
  *out += fmt::format(
      "\n\n@dataclass(frozen=True, kw_only=True, match_args=False, "
      "slots=True)\n"
      "class {}(Event):\n",
      row.name);
  *out += Docstring(std::string(row.doc) + FieldDocs(row), 4);
  *out += fmt::format("\n    TYPE: ClassVar[EventType] = EventType.{}\n",
                      Upper(row.json));
  *out += "\n    at: Time\n";
  for (const FieldRow& field : row.fields) {
    *out += fmt::format("    {}: {}", field.name, EventType(field.type));
    if (field.presence != Presence::kRequired) {
      *out += " = " + Fallback(field.type);
    }
    *out += '\n';
  }
  *out += "    seq: int | None = None\n    id: str = \"\"\n";
}

std::string Imports(std::string_view module,
                    const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    list += list.empty() ? name : ", " + name;
  }
  return fmt::format("from {} import (\n{})\n", module, Wrapped(list, 4));
}

// A tuple of all classes.
std::string ClassList(std::string_view name, std::string_view base,
                      const std::vector<Row>& rows) {
  std::string list;
  for (const Row& row : rows) list += fmt::format("{}, ", row.name);
  return fmt::format("\n\n{}: tuple[type[{}], ...] = (\n{})\n", name, base,
                     Wrapped(list, 4));
}

std::string Exports(std::string_view list, const std::vector<Row>& rows) {
  std::string names = fmt::format("\"{}\", ", list);
  for (const Row& row : rows) names += fmt::format("\"{}\", ", row.name);
  return PythonExports(names);
}

// The enumerations that these rows use, each once, in the order of events.def.
std::vector<std::string> EnumsOf(const std::vector<Row>& rows, bool names_too) {
  std::vector<std::string> enums;
  const auto add = [&](std::string_view type) {
    for (const Row& row : rows) {
      for (const FieldRow& field : row.fields) {
        if (field.type != type) continue;
        enums.emplace_back(type);
        if (names_too) enums.push_back(std::string(type) + "Name");
        return;
      }
    }
  };
#define KEFU_ENUM(Enum, doc) add(#Enum);
#include "kefu/events.def"
  return enums;
}

// ------------------------------------------------------------------ effects

struct EffectProperty {
  std::string type;
  std::string value;
};

EffectProperty PropertyOf(const FieldRow& field) {
  const std::string type(field.type);
  if (IsEnum(type) && field.slot == "group") {
    return {type, type + "(self.group_id)"};
  }
  if (IsEnum(type)) return {type, type + "(self._detail)"};
  if (type == "Reason") return {type, "Reason(self._reason)"};
  if (type == "Decision") return {type, "self._decision"};
  if (type == "CustomerId") return {"Customer", "self._customer"};
  if (type == "TextId") return {"tuple[str, ...]", "self._texts"};
  if (type == "SessionNumber") return {"int", "self._session"};
  if (type == "uint32_t") return {"int", fmt::format("self._{}", field.slot)};
  if (type == "Instant") return {"int", "self.at + self._value"};
  if (type == "LinkId") return {"str", "self._value_link"};
  if (type == "CouponId") return {"str", "self._value_coupon"};
  if (type == "CrowdId") return {"str", "self._value_crowd"};
  if (type == "ChannelId") return {"str", "self._value_channel"};
  if (type == "Capacity") {
    return {"int | None",
            fmt::format("self._{0} - 1 if self._{0} else None", field.slot)};
  }
  if (type == "Until") {
    return {
        "int | None",
        fmt::format("self.at + self._{0} if self._{0} else None", field.slot)};
  }
  if (type == "RuleId") {
    return {"str", fmt::format("self._{}_rule", field.slot)};
  }
  if (type == "AgentId" && field.slot == "value") {
    return {"str", "self._value_agent"};
  }
  return {"str", fmt::format("self._{}", field.slot)};
}

// `from` is a word of the language.
std::string AttributeOf(std::string_view field) {
  return field == "from" ? "from_agent" : std::string(field);
}

void AppendEffect(const Row& row, std::string* out) {
  *out += fmt::format("\n\nclass {}(Effect):\n", row.name);
  *out += Docstring(row.doc, 4);
  *out += "\n    __slots__ = ()\n    FIELDS = (";
  std::string fields;
  for (const FieldRow& field : row.fields) {
    fields += fmt::format("\"{}\", ", AttributeOf(field.name));
  }
  *out += '\n' + Wrapped(fields, 8) + ")\n";
  *out += fmt::format("    TYPE = EffectType.{}\n", Upper(row.json));
  for (const FieldRow& field : row.fields) {
    const EffectProperty property = PropertyOf(field);
    *out += fmt::format(
        "\n    @property\n    def {}(self) -> {}:\n        return {}\n",
        AttributeOf(field.name), property.type, property.value);
  }
}

// --------------------------------------------------------------------- fast

std::string FastType(std::string_view type) {
  if (type == "std::string_view") return "str | bytes";
  if (type == "CustomerList" || type == "DeskList") return "Sequence[int]";
  if (type == "Capacity" || type == "Until" || type == "MaybeAgent" ||
      type == "MaybeStore") {
    return "int | None";
  }
  if (type == "AttributeList") return "Mapping[int, Value] | None";
  if (type == "TagList") return "Sequence[int] | None";
  return "int";
}

std::string FastFallback(std::string_view type) {
  if (type == "std::string_view") return "\"\"";
  if (type == "DeskList") return "()";
  return FastType(type).find("None") != std::string::npos ? "None" : "0";
}

// What follows the last required field may be left out.
void AppendFast(const Row& row, std::string* out) {
  size_t required = 0;
  for (size_t i = 0; i < row.fields.size(); ++i) {
    if (row.fields[i].presence == Presence::kRequired) required = i + 1;
  }
  std::string arguments = "self, at: int, ";
  for (size_t i = 0; i < row.fields.size(); ++i) {
    const FieldRow& field = row.fields[i];
    arguments += fmt::format("{}: {}", field.name, FastType(field.type));
    if (i >= required) arguments += " = " + FastFallback(field.type);
    arguments += ", ";
  }
  arguments += "seq: int | None = None, id: str | bytes = \"\", /";
  *out += fmt::format("\n    def {}(\n{},\n    ) -> tuple[Effect, ...]:\n{}",
                      row.json, Wrapped(arguments, 12), Docstring(row.doc, 8));
}

constexpr std::string_view kEventsDoc =
    "Events: what a host tells the engine.\n\n"
    "`at` is whole milliseconds since 1970 UTC or an aware datetime. Customers "
    "are named by a text or by a number of the host's own; agents, desks and "
    "the like by their names in the ruleset. What is left out is not given.";
constexpr std::string_view kEffectsDoc =
    "Effects: what the engine tells its host to do, one class for each.\n\n"
    "Names that are not given are \"\", numbers 0, and enumerations NONE.";
constexpr std::string_view kFastDoc =
    "The positional calls of Engine.fast: ids in, effects out.\n\n"
    "A protocol for people and type checkers; the calls are in C++.";
constexpr std::string_view kFastClass = R"(

class Fast(Protocol):
    """One call for each event, positional, with ids for names.

    `at` is whole milliseconds; 0 or None is "not given". An id comes from
    Ruleset.agent() and the like, or Engine.customer_id(). The customers of the
    effects are read from the engine when they are asked for, so read them
    before the next call, or use `customer_id`.

    >>> import kefu
    >>> engine = kefu.Engine(kefu.Ruleset({"desks": [{"name": "shop"}]}))
    >>> customer = engine.customer_id("c-1")
    >>> engine.fast.customer_sends(2000, customer, 1, kefu.MessageKind.TEXT)[0]
    OpenSession(at=2000, event=1, index=0, session=1, customer='c-1', desk='shop')
    """

    def raw(
            self, type: int, at: int, customer: int = 0, desk: int = 0,
            agent: int = 0, value: int = 0, detail: int = 0, /,
    ) -> tuple[Effect, ...]:
        """Applies a record without a payload, column by column."""
)";

}  // namespace

std::string PythonEvents() {
  const std::vector<Row> rows = EventRows();
  std::vector<std::string> words = EnumsOf(rows, true);
  words.emplace_back("EventType");
  std::string text = PythonHead(kEventsDoc);
  text +=
      "\nfrom dataclasses import dataclass\nfrom typing import ClassVar, "
      "Sequence\n\nfrom ._event import Attributes, Customer, Event, Time\n";
  text += Imports("._words", words);
  text += Exports("EVENT_CLASSES", rows);
  for (const Row& row : rows) AppendEvent(row, &text);
  return text + ClassList("EVENT_CLASSES", "Event", rows);
}

std::string PythonEffects() {
  const std::vector<Row> rows = EffectRows();
  std::vector<std::string> words = EnumsOf(rows, false);
  words.emplace_back("EffectType");
  words.emplace_back("Reason");
  std::string text = PythonHead(kEffectsDoc);
  text +=
      "\nfrom ._effect import Decision, Effect\nfrom ._event import Customer\n";
  text += Imports("._words", words);
  text += Exports("EFFECT_CLASSES", rows);
  for (const Row& row : rows) AppendEffect(row, &text);
  return text + ClassList("EFFECT_CLASSES", "Effect", rows);
}

std::string PythonFast() {
  std::string text = PythonHead(kFastDoc);
  text +=
      "\nfrom typing import Mapping, Protocol, Sequence\n\nfrom ._effect "
      "import Effect\nfrom ._event import Value\n";
  text += kFastClass;
  for (const Row& row : EventRows()) AppendFast(row, &text);
  return text;
}

}  // namespace kefu::tools
