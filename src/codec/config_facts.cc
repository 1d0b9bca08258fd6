#include "src/codec/config_facts.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/codec/duration_text.h"

namespace kefu::codec {
namespace {

constexpr StructFacts kStructs[] = {
#define KEFU_STRUCT(Struct, doc) {#Struct, doc, MembersOf<Struct>::kFacts},
#include "kefu/config.def"
};

std::string Range(int64_t low, int64_t high) {
  const std::string top = std::to_string(high);
  return low > 0 ? std::to_string(low) + " to " + top : "at most " + top;
}

std::string ExpectedInteger(const MemberFacts& member) {
  std::string text = "an integer from " + std::to_string(member.low) + " to " +
                     std::to_string(member.high);
  if (!member.unit.empty()) text += ", in " + std::string(member.unit);
  return text;
}

std::string ExpectedDuration(const MemberFacts& member) {
  std::string text = "a duration such as \"30 min\" or 1800000 (ms), from " +
                     ToText(Duration{member.low}) + " to " +
                     ToText(Duration{member.high});
  if (member.unit == "duration or off") text += ", or \"off\"";
  if (member.unit == "duration or infinite") text += ", or \"infinite\"";
  return text;
}

std::string ExpectedString(const MemberFacts& member, int64_t low,
                           int64_t high) {
  if (member.unit == "time") {
    return "a time such as \"2027-01-01T00:00:00+08:00\"";
  }
  const bool name = member.unit != "texts" && !member.unit.empty();
  return (name ? "a name of " : "a string of ") + Range(low, high) + " bytes";
}

std::string ExpectedOne(const MemberFacts& member) {
  switch (member.type.kind) {
    case TypeKind::kInteger:
      return ExpectedInteger(member);
    case TypeKind::kBoolean:
      return "true or false";
    case TypeKind::kString:
      return member.type.list ? ExpectedString(member, 1, ItemBytes(member))
                              : ExpectedString(member, member.low, member.high);
    case TypeKind::kDuration:
      return ExpectedDuration(member);
    case TypeKind::kEnum:
      return (member.type.values.size() > 1 ? "one of " : "") +
             JoinNames(member.type.values, "or");
    case TypeKind::kStruct:
      return "an object";
  }
  return {};
}

}  // namespace

char LevelOf(std::string_view struct_name) {
#define KEFU_STRUCT(Struct, doc) \
  if (struct_name == #Struct) return kLevelOf<Struct>;
#include "kefu/config.def"
  return 0;
}

std::span<const StructFacts> AllStructs() { return kStructs; }

const StructFacts& FactsOf(std::string_view struct_name) {
  const StructFacts* facts = kStructs;
  while (facts->name != struct_name) ++facts;
  return *facts;
}

const MemberFacts& MemberOf(std::string_view struct_name,
                            std::string_view member) {
  const auto members = FactsOf(struct_name).members;
  return *std::find_if(
      members.begin(), members.end(),
      [&](const MemberFacts& facts) { return facts.name == member; });
}

std::string Expected(const MemberFacts& member) {
  if (!member.type.list) return ExpectedOne(member);
  const std::string counts = member.low == member.high
                                 ? std::to_string(member.low)
                                 : Range(member.low, member.high);
  return "a list of " + counts + " items";
}

std::string ExpectedItem(const MemberFacts& member) {
  return ExpectedOne(member);
}

}  // namespace kefu::codec
