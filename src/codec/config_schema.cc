#include "src/codec/config_schema.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "src/codec/config_facts.h"
#include "src/codec/config_writer.h"
#include "src/codec/json_memory.h"

namespace kefu::codec {
namespace {

using rapidjson::SizeType;

// Has it settings, here or in a section of it, that only some levels have?
bool DependsOnLevel(const StructFacts& facts) {
  return std::any_of(facts.members.begin(), facts.members.end(),
                     [](const MemberFacts& m) {
                       return m.shape == Shape::kSetting ||
                              (m.shape == Shape::kSection &&
                               DependsOnLevel(FactsOf(m.type.name)));
                     });
}

// A struct at one level; level 0 where it makes no difference.
struct Definition {
  const StructFacts* facts;
  char level;

  std::string Name() const {
    const std::string name(facts->name);
    if (level == 0 || LevelOf(facts->name) != 0) return name;
    return name + "." + LevelsInWords({&level, 1});
  }
  friend bool operator==(const Definition&, const Definition&) = default;
};

Definition DefinitionOf(std::string_view struct_name, char level) {
  const StructFacts& facts = FactsOf(struct_name);
  if (const char own = LevelOf(struct_name)) return {&facts, own};
  return {&facts, DependsOnLevel(facts) ? level : '\0'};
}

class SchemaWriter {
 public:
  std::string Write() {
    writer_.SetIndent(' ', 2);
    writer_.StartObject();
    Pair("$schema", "https://json-schema.org/draft/2020-12/schema");
    Pair("title", "A ruleset of kefu");
    Reference(DefinitionOf("Config", 0));
    Key("$defs");
    writer_.StartObject();
    for (size_t i = 0; i < definitions_.size(); ++i) Define(definitions_[i]);
    writer_.EndObject();
    writer_.EndObject();
    return {buffer_.GetString(), buffer_.GetSize()};
  }

 private:
  void Key(std::string_view key) {
    writer_.Key(key.data(), static_cast<SizeType>(key.size()));
  }
  void Text(std::string_view text) {
    writer_.String(text.data(), static_cast<SizeType>(text.size()));
  }
  void Pair(std::string_view key, std::string_view value) {
    Key(key);
    Text(value);
  }
  void Pair(std::string_view key, int64_t value) {
    Key(key);
    writer_.Int64(value);
  }

  // A definition is written after the first reference to it.
  void Reference(const Definition& definition) {
    if (std::find(definitions_.begin(), definitions_.end(), definition) ==
        definitions_.end()) {
      definitions_.push_back(definition);
    }
    Pair("$ref", "#/$defs/" + definition.Name());
  }

  // By value: the list grows while it is written.
  void Define(Definition definition) {
    Key(definition.Name());
    writer_.StartObject();
    Pair("type", "object");
    Pair("description", definition.facts->doc);
    Required(*definition.facts);
    Key("properties");
    writer_.StartObject();
    for (const MemberFacts& member : definition.facts->members) {
      if (!Stands(member, definition.level)) continue;
      Key(member.name);
      Member(definition, member);
    }
    writer_.EndObject();
    Key("additionalProperties");
    writer_.Bool(false);
    writer_.EndObject();
  }

  void Required(const StructFacts& facts) {
    Key("required");
    writer_.StartArray();
    for (const MemberFacts& member : facts.members) {
      if (member.required) Text(member.name);
    }
    writer_.EndArray();
  }

  void Member(const Definition& definition, const MemberFacts& member) {
    writer_.StartObject();
    Pair("description", member.doc);
    if (member.type.list) {
      Pair("type", "array");
      Pair("minItems", member.low);
      Pair("maxItems", member.high);
      Key("items");
      writer_.StartObject();
      Type(definition, member, 1, ItemBytes(member));
      writer_.EndObject();
    } else {
      Type(definition, member, member.low, member.high);
    }
    Default(*definition.facts, member);
    writer_.EndObject();
  }

  void Default(const StructFacts& facts, const MemberFacts& member) {
    const std::string fallback = FallbackText(facts.name, member.name);
    if (fallback.empty()) return;
    Key("default");
    writer_.RawValue(fallback.data(), fallback.size(), rapidjson::kNullType);
  }

  void Type(const Definition& definition, const MemberFacts& member,
            int64_t low, int64_t high) {
    switch (member.type.kind) {
      case TypeKind::kInteger:
        return Integer(low, high);
      case TypeKind::kBoolean:
        return Pair("type", "boolean");
      case TypeKind::kString:
        Pair("type", "string");
        Pair("minLength", low);
        return Pair("maxLength", high);
      case TypeKind::kDuration:
        return DurationType(member);
      case TypeKind::kEnum:
        return Enum(member.type.values);
      case TypeKind::kStruct:
        return Reference(DefinitionOf(member.type.name, definition.level));
    }
  }

  void Integer(int64_t low, int64_t high) {
    Pair("type", "integer");
    Pair("minimum", low);
    Pair("maximum", high);
  }

  void DurationType(const MemberFacts& member) {
    Key("anyOf");
    writer_.StartArray();
    writer_.StartObject();
    Integer(member.low, member.high);
    writer_.EndObject();
    writer_.StartObject();
    Pair("type", "string");
    Pair("pattern", "^[0-9]+ ?(ms|s|min|h|d)$");
    writer_.EndObject();
    for (const std::string_view word : {"off", "infinite"}) {
      if (member.unit != "duration or " + std::string(word)) continue;
      writer_.StartObject();
      Pair("const", word);
      writer_.EndObject();
    }
    writer_.EndArray();
  }

  void Enum(Names values) {
    Key("enum");
    writer_.StartArray();
    for (const std::string_view value : values) Text(value);
    writer_.EndArray();
  }

  JsonBuffer buffer_;
  JsonPrettyWriter writer_{buffer_};
  std::vector<Definition> definitions_;
};

}  // namespace

std::string ConfigSchema() { return SchemaWriter().Write() + '\n'; }

}  // namespace kefu::codec
