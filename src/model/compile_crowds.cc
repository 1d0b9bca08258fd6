// Attributes, tags and crowds (V1 to V3, R6).

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "src/base/levels.h"
#include "src/base/suggest.h"
#include "src/model/compile.h"
#include "src/model/preset_crowds.h"

namespace kefu {
namespace {

constexpr int64_t kMinuteMs = 60'000;

template <class List>
bool Declares(const List& list, std::string_view name) {
  return std::any_of(list.begin(), list.end(),
                     [&](const auto& one) { return one.name == name; });
}

// What an operator looks at, and which of the numbers and lists it needs.
struct OperatorFacts {
  std::vector<AttributeType> types;  // none: all, and tags
  bool tags = false;
  enum Needs : uint8_t { kNothing, kNumber, kRange, kValues } needs = kNothing;
};

OperatorFacts FactsOf(Operator is) {
  using enum AttributeType;
  switch (is) {
    case Operator::kAtLeast:
    case Operator::kAtMost:
    case Operator::kEquals:
    case Operator::kDiffers:
      return {{kNumber}, false, OperatorFacts::kNumber};
    case Operator::kBetween:
      return {{kNumber}, false, OperatorFacts::kRange};
    case Operator::kDays:
    case Operator::kMonths:
    case Operator::kAnniversary:
      return {{kTime}, false, OperatorFacts::kRange};
    case Operator::kAnyOf:
    case Operator::kAllOf:
    case Operator::kNoneOf:
      return {{kText, kTexts}, true, OperatorFacts::kValues};
    case Operator::kYes:
    case Operator::kNo:
      return {{kFlag}, false, OperatorFacts::kNothing};
    case Operator::kKnown:
    case Operator::kUnknown:
      break;
  }
  return {{}, true, OperatorFacts::kNothing};
}

template <class List>
std::vector<std::string_view> NamesIn(const List& list) {
  std::vector<std::string_view> names;
  for (const auto& one : list) names.push_back(one.name);
  return names;
}

}  // namespace

// ------------------------------------------------------------------- names

// The presets stand before the config's own, but for those that it declares
// anew.
void Compiler::DeclareCrowds() {
  attribute_list_ = c_.attributes;
  categories_ = c_.crowds.categories;
  for (const CrowdCategoryConfig& preset : PresetCategories()) {
    if (!Declares(c_.crowds.categories, preset.name)) {
      categories_.push_back(preset);
    }
  }
  if (c_.crowds.presets) {
    for (const AttributeConfig& preset : PresetAttributes()) {
      AddPresetAttribute(preset);
    }
    for (const CrowdConfig& preset : PresetCrowds()) {
      if (!Declares(c_.crowds.list, preset.name)) crowd_list_.push_back(preset);
    }
  }
  preset_crowds_ = crowd_list_.size();
  crowd_list_.insert(crowd_list_.end(), c_.crowds.list.begin(),
                     c_.crowds.list.end());
  Declare("attributes", c_.attributes, &d_.attribute_ids);
  Declare("tags", c_.tags, &d_.tag_ids);
  Declare("crowds/categories", c_.crowds.categories, nullptr);
  Declare("crowds/list", c_.crowds.list, &d_.crowd_ids);
  Declare("products", c_.products, nullptr);
  for (const auto& one : attribute_list_) d_.attribute_ids.Add(one.name);
  for (const auto& one : crowd_list_) d_.crowd_ids.Add(one.name);
  CheckIds("crowds/list", d_.crowd_ids);
  attributes_.Set(attribute_list_, d_.attribute_ids);
  tags_.Set(c_.tags, d_.tag_ids);
  crowds_.Set(crowd_list_, d_.crowd_ids);
  d_.attributes.resize(d_.attribute_ids.size());
  d_.tags.resize(d_.tag_ids.size());
  d_.crowds.resize(d_.crowd_ids.size());
}

// One that the config declares must be of the type that the presets expect.
void Compiler::AddPresetAttribute(const AttributeConfig& preset) {
  const auto own =
      std::find_if(attribute_list_.begin(), attribute_list_.end(),
                   [&](const auto& one) { return one.name == preset.name; });
  if (own == attribute_list_.end()) return attribute_list_.push_back(preset);
  if (own->type == preset.type) return;
  Report(fmt::format("/attributes/{}/type", own - attribute_list_.begin()),
         fmt::format("is \"{}\", but the preset crowds look at \"{}\" as a {}",
                     Name(own->type), preset.name, Name(preset.type)));
  own->type = preset.type;
}

// ---------------------------------------------------------------- sections

void Compiler::CompileCrowds() {
  for (const AttributeConfig& attribute : attribute_list_) {
    const AttributeId id{d_.attribute_ids.Find(attribute.name)};
    AttributeData& data = d_.attributes[id.value];
    if (!data.alive) d_.declared_attributes.push_back(id);
    data.alive = true;
    data.type = attribute.type;
  }
  d_.live_crowds = c_.crowds.live;
  d_.refresh_at = c_.crowds.refresh_at;
  d_.refreshes_by_hand = static_cast<uint32_t>(c_.crowds.refreshes_by_hand);
  if (d_.refresh_at.ms % kMinuteMs != 0) {
    Report("/crowds/refresh_at",
           fmt::format("is {} ms, expected whole minutes", d_.refresh_at.ms));
  }
  for (size_t i = 0; i < c_.tags.size(); ++i) CompileTag(i);
  for (size_t i = 0; i < crowd_list_.size(); ++i) CompileCrowd(i);
  d_.stores_crowds = !d_.live_crowds && !d_.declared_crowds.empty();
  d_.dedicated_priority = FindPriority("/queue/dedicated_priority",
                                       *tenant_.queue.dedicated_priority);
  d_.derives_priority |= bool{d_.dedicated_priority};
}

PriorityId Compiler::FindPriority(const std::string& at,
                                  const std::string& name) {
  if (name.empty()) return {};
  return {static_cast<uint16_t>(Resolve(at, "priority", name, priorities_))};
}

AgentId Compiler::FindAgent(const std::string& at, const std::string& name) {
  if (name.empty()) return {};
  return {Resolve(at, "agent", name, agents_)};
}

void Compiler::CompileTag(size_t index) {
  const TagConfig& config = c_.tags[index];
  const std::string at = fmt::format("/tags/{}", index);
  const TagId id{d_.tag_ids.Find(config.name)};
  TagData& tag = d_.tags[id.value];
  tag.alive = true;
  tag.dedicated = FindAgent(at + "/dedicated_agent", config.dedicated_agent);
  tag.priority = FindPriority(at + "/priority", config.priority);
  if (tag.dedicated) d_.dedicated_tags.push_back(id);
  if (tag.priority) d_.priority_tags.push_back(id);
  tag.skills = ResolveSkills(at + "/skills", config.skills);
  d_.tags_require |= tag.skills != 0;
  d_.derives_priority |= bool{tag.priority};
}

void Compiler::CheckAlive(const std::string& at, CrowdId crowd) {
  if (!crowd || d_.crowds[crowd.value].alive) return;
  Report(at, fmt::format("the crowd \"{}\" is removed; leave it out",
                         d_.crowd_ids.Name(crowd.value)));
}

void Compiler::CompileCrowd(size_t index) {
  const CrowdConfig& config = crowd_list_[index];
  const std::string at =
      index < preset_crowds_
          ? "/crowds/presets"
          : fmt::format("/crowds/list/{}", index - preset_crowds_);
  const CrowdId id{static_cast<uint16_t>(d_.crowd_ids.Find(config.name))};
  CrowdData& crowd = d_.crowds[id.value];
  const bool again = crowd.alive;  // declared twice: reported
  crowd.alive = !config.removed;
  crowd.on = config.on;
  if (!config.category.empty() && !Declares(categories_, config.category)) {
    Report(at + "/category",
           fmt::format("there is no category \"{}\"; declare it, or use one "
                       "that is declared",
                       config.category),
           Suggest(config.category, NamesIn(categories_)));
  }
  crowd.all.clear();
  for (size_t k = 0; k < config.all.size(); ++k) {
    crowd.all.emplace_back();
    const auto& any = config.all[k].any;
    for (size_t j = 0; j < any.size(); ++j) {
      crowd.all.back().push_back(
          CompileCondition(fmt::format("{}/all/{}/any/{}", at, k, j), any[j]));
    }
  }
  crowd.dedicated = FindAgent(at + "/dedicated_agent", config.dedicated_agent);
  crowd.priority = FindPriority(at + "/priority", config.priority);
  if (!crowd.alive || again) return;
  d_.declared_crowds.push_back(id);
  if (crowd.dedicated) d_.dedicated_crowds.push_back(id);
  if (crowd.priority) d_.priority_crowds.push_back(id);
  d_.derives_priority |= bool{crowd.priority};
}

// -------------------------------------------------------------- conditions

void Compiler::CheckCondition(const std::string& at,
                              const ConditionConfig& config) {
  if (Name(config.is).empty()) return;  // CheckBounds has said so
  const OperatorFacts facts = FactsOf(config.is);
  const uint32_t attribute = attributes_.Find(config.attribute);
  const bool fits =
      config.attribute.empty()
          ? facts.tags
          : attribute == 0 || facts.types.empty() ||
                std::find(facts.types.begin(), facts.types.end(),
                          attribute_list_[attributes_.index(attribute)].type) !=
                    facts.types.end();
  if (!fits) {
    std::vector<std::string_view> types;
    for (const AttributeType type : facts.types) types.push_back(Name(type));
    if (facts.tags) types.push_back("the tags");
    Report(at + "/is", fmt::format("is \"{}\", which is for {}",
                                   Name(config.is), JoinNames(types, "or")));
  }
  const auto given = [&](const char* member, bool is_given, bool wanted) {
    if (is_given == wanted) return;
    Report(fmt::format("{}/{}", at, member),
           fmt::format("{} with \"{}\"",
                       wanted ? "has to be given" : "has no meaning",
                       Name(config.is)));
  };
  given("number", config.number.has_value(),
        facts.needs == OperatorFacts::kNumber);
  given("values", !config.values.empty(),
        facts.needs == OperatorFacts::kValues);
  if (facts.needs != OperatorFacts::kRange) {
    given("from", config.from.has_value(), false);
    given("to", config.to.has_value(), false);
  } else if (!config.from && !config.to) {
    Report(at, fmt::format("\"{}\" needs \"from\" or \"to\"", Name(config.is)));
  } else if (config.from && config.to && *config.from > *config.to) {
    Report(at + "/from",
           fmt::format("is {}, more than to ({})", *config.from, *config.to));
  }
}

Condition Compiler::CompileCondition(const std::string& at,
                                     const ConditionConfig& config) {
  Condition condition;
  condition.is = config.is;
  if (!config.attribute.empty()) {
    condition.attribute = {
        Resolve(at + "/attribute", "attribute", config.attribute, attributes_)};
  }
  CheckCondition(at, config);
  condition.from = config.from.value_or(INT64_MIN);
  condition.to = config.to.value_or(INT64_MAX);
  if (config.number) {
    if (config.is != Operator::kAtMost) condition.from = *config.number;
    if (config.is != Operator::kAtLeast) condition.to = *config.number;
  }
  for (size_t i = 0; i < config.values.size(); ++i) {
    if (!config.attribute.empty()) {
      condition.texts.push_back(config.values[i]);
    } else {
      condition.tags.push_back(Resolve(fmt::format("{}/values/{}", at, i),
                                       "tag", config.values[i], tags_));
    }
  }
  CheckTwice(at + "/values", config.values);
  std::sort(condition.texts.begin(), condition.texts.end());
  std::sort(condition.tags.begin(), condition.tags.end());
  return condition;
}

}  // namespace kefu
