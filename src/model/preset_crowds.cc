#include "src/model/preset_crowds.h"

#include <string>
#include <utility>

namespace kefu {
namespace {

using Any = std::vector<ConditionConfig>;

ConditionConfig Compares(std::string attribute, Operator is, int64_t number) {
  ConditionConfig condition;
  condition.attribute = std::move(attribute);
  condition.is = is;
  condition.number = number;
  return condition;
}

ConditionConfig Lies(std::string attribute, Operator is, int64_t from,
                     int64_t to) {
  ConditionConfig condition;
  condition.attribute = std::move(attribute);
  condition.is = is;
  condition.from = from;
  condition.to = to;
  return condition;
}

ConditionConfig Unknown(std::string attribute) {
  ConditionConfig condition;
  condition.attribute = std::move(attribute);
  condition.is = Operator::kUnknown;
  return condition;
}

CrowdConfig Crowd(std::string name, std::string category,
                  const std::vector<Any>& all) {
  CrowdConfig crowd;
  crowd.name = std::move(name);
  crowd.category = std::move(category);
  for (const Any& any : all) crowd.all.push_back({any});
  return crowd;
}

}  // namespace

std::vector<CrowdCategoryConfig> PresetCategories() {
  return {
      {"acquire", "#2F80ED"}, {"activate", "#F2994A"}, {"retain", "#27AE60"}};
}

std::vector<AttributeConfig> PresetAttributes() {
  constexpr auto kTrade = AttributeDimension::kTrade;
  constexpr auto kBehaviour = AttributeDimension::kBehaviour;
  constexpr auto kNumber = AttributeType::kNumber;
  constexpr auto kTime = AttributeType::kTime;
  return {{"orders", kNumber, kTrade, "paid orders"},
          {"spent", kNumber, kTrade, "cents"},
          {"last_paid_at", kTime, kTrade, ""},
          {"carted_at", kTime, kBehaviour, ""},
          {"favoured_at", kTime, kBehaviour, ""},
          {"visited_at", kTime, kBehaviour, ""},
          {"birthday", kTime, AttributeDimension::kCustomer, ""}};
}

std::vector<CrowdConfig> PresetCrowds() {
  using enum Operator;
  return {
      // 未消费潜在客户: has paid for nothing yet.
      Crowd("prospects", "acquire",
            {{Unknown("orders"), Compares("orders", kAtMost, 0)}}),
      // 需刺激新生客户: one order, and none for a month.
      Crowd("new_to_stimulate", "activate",
            {{Compares("orders", kEquals, 1)},
             {Lies("last_paid_at", kDays, -90, -30)}}),
      // 需重点培养客户: two to four orders, the last one within 90 days.
      Crowd("to_nurture", "activate",
            {{Lies("orders", kBetween, 2, 4)},
             {Lies("last_paid_at", kDays, -90, 0)}}),
      // 有消费意向客户: has looked at something closely within a week, and has
      // not paid since a week.
      Crowd(
          "with_intent", "activate",
          {{Lies("carted_at", kDays, -7, 0), Lies("favoured_at", kDays, -7, 0),
            Lies("visited_at", kDays, -1, 0)},
           {Unknown("last_paid_at"),
            Lies("last_paid_at", kDays, -36'525, -8)}}),
      // 忠实客户: five orders or more, the last one within 90 days.
      Crowd("loyal", "retain",
            {{Compares("orders", kAtLeast, 5)},
             {Lies("last_paid_at", kDays, -90, 0)}}),
      // 7天后生日客户: has a birthday in seven days.
      Crowd("birthday_in_7_days", "retain",
            {{Lies("birthday", kAnniversary, 7, 7)}})};
}

}  // namespace kefu
