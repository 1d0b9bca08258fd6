// docs/config.md.

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/time.h"
#include "src/codec/config_facts.h"
#include "src/codec/config_writer.h"
#include "src/codec/duration_text.h"
#include "src/tools/reference_pages.h"

namespace kefu::tools {
namespace {

using codec::MemberFacts;
using codec::Shape;
using codec::StructFacts;
using codec::TypeKind;

constexpr std::string_view kIntroduction =
    R"(A ruleset is one JSON object ([Config](#config)), UTF-8 without comments.
[ruleset.schema.json](ruleset.schema.json) is the same as a JSON Schema, and
[a sample](../examples/rulesets/sample.md) uses all of it.

- What is left out has its default. `null` is not the same as left out; it is an
  error.
- A duration is a number of milliseconds or a text with a unit, one of `ms`,
  `s`, `min`, `h`, `d`: `1800000` and `"30 min"` are equal. Where the unit says
  so it may be `"off"` (never fires, does not bind) or `"infinite"`.
- A name has 1 to 128 bytes of UTF-8 and no control characters. "new name"
  declares it, "name" uses one that is declared elsewhere, "free name" stands
  for something outside of the ruleset. Texts have 1 to 65,536 bytes.
- A setting may stand at several levels, given in the column "where". The
  nearest one wins, member by member: agent, group, desk, channel, tenant,
  preset, and last the default of this page (T13).
- Bounds of lists count their items. A text nests 64 deep at most. A byte order
  mark at its beginning is skipped.
- All errors are told at once, up to 100, each with line and column (both from
  1, columns in bytes), JSON pointer, what was expected and, for a misspelt
  name, the nearest known one (E6). A syntax error is told alone.

)";

std::string Anchor(std::string_view name) {
  std::string anchor;
  for (const char c : name) {
    anchor += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return fmt::format("[{}](#{})", name, anchor);
}

std::string TypeOf(const MemberFacts& member) {
  std::string type;
  switch (member.type.kind) {
    case TypeKind::kInteger:
      type = "integer";
      break;
    case TypeKind::kBoolean:
      type = "boolean";
      break;
    case TypeKind::kString:
      type = "string";
      break;
    case TypeKind::kDuration:
      type = "duration";
      break;
    case TypeKind::kEnum:
    case TypeKind::kStruct:
      type = Anchor(member.type.name);
      break;
  }
  return member.type.list ? "list of " + type : type;
}

std::string UnitOf(const MemberFacts& member) {
  if (member.unit == "new_name") return "new name";
  if (member.type.kind == TypeKind::kDuration) {
    const size_t blank = member.unit.find(' ');
    return blank == std::string_view::npos
               ? "time"
               : "time" + std::string(member.unit.substr(blank));
  }
  return std::string(member.unit);
}

std::string BoundsOf(const MemberFacts& member) {
  if (member.shape == Shape::kSection) return "";
  const bool counts = member.type.list ||
                      member.type.kind == TypeKind::kInteger ||
                      member.type.kind == TypeKind::kString;
  if (counts && member.low == member.high) return fmt::format("{}", member.low);
  const std::string_view unit = member.type.list ? " items"
                                : member.type.kind == TypeKind::kString
                                    ? " bytes"
                                    : "";
  if (counts) return fmt::format("{} to {}{}", member.low, member.high, unit);
  if (member.type.kind != TypeKind::kDuration) return "";
  return fmt::format("{} to {}", codec::ToText(Duration{member.low}),
                     codec::ToText(Duration{member.high}));
}

std::string DefaultOf(const StructFacts& facts, const MemberFacts& member) {
  if (member.required) return "**required**";
  if (member.shape == Shape::kSection) return "";
  return Code(codec::FallbackText(facts.name, member.name));
}

void AppendStruct(const StructFacts& facts, std::string* out) {
  *out += fmt::format("## {}\n\n{}\n\n", facts.name, facts.doc);
  AppendHead({"member", "type", "unit", "default", "bounds", "where", "rule",
              "meaning"},
             out);
  for (const MemberFacts& member : facts.members) {
    AppendRow({Code(member.name), TypeOf(member), UnitOf(member),
               DefaultOf(facts, member), BoundsOf(member),
               codec::LevelsInWords(member.levels), std::string(member.rule),
               std::string(member.doc)},
              out);
  }
  *out += '\n';
}

// In the order in which a reader comes across them, from Config on.
std::vector<const StructFacts*> ReadingOrder() {
  std::vector<const StructFacts*> order = {&codec::FactsOf("Config")};
  for (size_t i = 0; i < order.size(); ++i) {
    for (const MemberFacts& member : order[i]->members) {
      if (member.type.kind != TypeKind::kStruct) continue;
      const StructFacts* facts = &codec::FactsOf(member.type.name);
      if (std::find(order.begin(), order.end(), facts) == order.end()) {
        order.push_back(facts);
      }
    }
  }
  return order;
}

template <class E>
void AppendEnum(std::string* out) {
  using Facts = codec::EnumFacts<E>;
  *out += fmt::format("## {}\n\nIn words: {}.\n\n", Facts::kName, Facts::kDoc);
  for (const std::string_view name : Facts::kNames) {
    *out += fmt::format("- `{}`\n", name);
  }
  *out += '\n';
}

}  // namespace

std::string ConfigPage() {
  std::string page = Title("The config of a ruleset", "config.def");
  page += kIntroduction;
  for (const StructFacts* facts : ReadingOrder()) AppendStruct(*facts, &page);
#define KEFU_CONFIG_ENUM(Enum, doc) AppendEnum<Enum>(&page);
#include "kefu/config.def"
  // Those of the events that a ruleset uses as well.
  AppendEnum<AgentStatus>(&page);
  AppendEnum<AutoAccept>(&page);
  AppendEnum<MessageKind>(&page);
  page.pop_back();
  return page;
}

}  // namespace kefu::tools
