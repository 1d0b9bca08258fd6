// bindings/python/kefu/config.py.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

#include "src/codec/config_facts.h"
#include "src/tools/reference_python.h"

namespace kefu::tools {
namespace {

using codec::MemberFacts;
using codec::StructFacts;
using codec::TypeKind;

constexpr std::string_view kDoc =
    "The config of a ruleset as types, for editors and type checkers.\n\n"
    "docs/config.md has every unit, default and bound. A duration is a whole "
    "number of milliseconds or a text such as \"30 min\".\n\n"
    ">>> from kefu.config import Config\n"
    ">>> config: Config = {\"desks\": [{\"name\": \"shop\"}]}";

std::string TypeOf(const MemberFacts& member) {
  std::string type;
  switch (member.type.kind) {
    case TypeKind::kInteger:
      type = "int";
      break;
    case TypeKind::kBoolean:
      type = "bool";
      break;
    case TypeKind::kString:
      type = "str";
      break;
    case TypeKind::kDuration:
      type = "Duration";
      break;
    case TypeKind::kEnum:
      type = std::string(member.type.name) + "Name";
      break;
    case TypeKind::kStruct:
      type = member.type.name;
      break;
  }
  if (member.type.list) type = "Sequence[" + type + "]";
  return member.required ? "Required[" + type + "]" : type;
}

std::string Comment(std::string_view text) {
  // Two columns for the sign.
  std::string words = Wrapped(text, 2);
  for (size_t at = 0; at != words.npos; at = words.find("\n  ", at)) {
    if (at > 0) ++at;
    words[at] = '#';
  }
  return words;
}

template <class E>
void AppendNames(std::string* out) {
  using Facts = codec::EnumFacts<E>;
  std::string names;
  for (const std::string_view name : Facts::kNames) {
    names += fmt::format("{}\"{}\"", names.empty() ? "" : ", ", name);
  }
  *out += fmt::format("\n{}\n{}Name = Literal[\n{}]\n",
                      Comment(fmt::format("In words: {}.", Facts::kDoc)),
                      Facts::kName, Wrapped(names, 4));
}

// A member of such a name cannot stand in a class.
bool IsKeyword(std::string_view name) {
  constexpr std::string_view kKeywords[] = {
      "and",      "as",       "assert", "async", "await",  "break",  "class",
      "continue", "def",      "del",    "elif",  "else",   "except", "finally",
      "for",      "from",     "global", "if",    "import", "in",     "is",
      "lambda",   "nonlocal", "not",    "or",    "pass",   "raise",  "return",
      "try",      "while",    "with",   "yield"};
  return std::find(std::begin(kKeywords), std::end(kKeywords), name) !=
         std::end(kKeywords);
}

bool HasKeyword(const StructFacts& facts) {
  return std::any_of(
      facts.members.begin(), facts.members.end(),
      [](const MemberFacts& member) { return IsKeyword(member.name); });
}

void AppendStruct(std::string_view name, std::string* out) {
  const StructFacts& facts = codec::FactsOf(name);
  if (HasKeyword(facts)) {
    *out += fmt::format("\n\n{}\n{} = TypedDict(\"{}\", {{\n",
                        Comment(facts.doc), name, name);
    for (const MemberFacts& member : facts.members) {
      *out += fmt::format("    \"{}\": {},\n", member.name, TypeOf(member));
    }
    *out += "}, total=False)\n";
    return;
  }
  *out += fmt::format("\n\nclass {}(TypedDict, total=False):\n{}\n", name,
                      Docstring(facts.doc, 4));
  for (const MemberFacts& member : facts.members) {
    *out += fmt::format("    {}: {}\n", member.name, TypeOf(member));
  }
}

// The enumerations of events that a config uses, too, in the order of names.
std::string SharedNames() {
  std::set<std::string_view> shared;
#define KEFU_STRUCT(Struct, doc)                                    \
  for (const MemberFacts& m : codec::FactsOf(#Struct).members) {    \
    if (m.type.kind == TypeKind::kEnum) shared.insert(m.type.name); \
  }
#include "kefu/config.def"
#define KEFU_CONFIG_ENUM(Enum, doc) shared.erase(#Enum);
#include "kefu/config.def"
  std::string names;
  for (const std::string_view name : shared) {
    names += fmt::format("{}{}Name", names.empty() ? "" : ", ", name);
  }
  return names;
}

}  // namespace

std::string PythonConfig() {
  std::string text = PythonHead(kDoc, "config.def");
  text += fmt::format(
      "\nfrom typing import Literal, Required, Sequence, TypedDict, Union\n\n"
      "from ._words import (\n{})\n\n"
      "Duration = Union[int, str]\n",
      Wrapped(SharedNames(), 4));
#define KEFU_CONFIG_ENUM(Enum, doc) AppendNames<Enum>(&text);
#include "kefu/config.def"
#define KEFU_STRUCT(Struct, doc) AppendStruct(#Struct, &text);
#include "kefu/config.def"
  return text;
}

}  // namespace kefu::tools
