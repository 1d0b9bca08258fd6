#include "src/facts/profile_values.h"

#include <algorithm>
#include <utility>

#include "src/base/iso_time.h"

namespace kefu {
namespace {

// Nothing, an empty text or an empty list take a value away.
bool Removes(const AttributeValue& value) {
  return value.kind == ValueKind::kNothing ||
         (value.kind == ValueKind::kText && value.text.empty());
}

// An instant as the milliseconds that are kept of it; false if it is none.
bool ReadInstant(AttributeValue* value) {
  Instant at{value->number};
  if (value->kind == ValueKind::kText) {
    if (ParseIso(value->text, &at) != nullptr) return false;
  } else if (value->kind != ValueKind::kNumber) {
    return false;
  }
  *value = {value->attribute, ValueKind::kNumber, at.ms, {}};
  return kFirstInstant <= at && at <= kLastInstant;
}

// Whether it is a value of this type; as it is kept then.
bool Fits(AttributeType type, AttributeValue* value) {
  if (Removes(*value)) {
    value->kind = ValueKind::kNothing;
    return true;
  }
  switch (type) {
    case AttributeType::kNumber:
      return value->kind == ValueKind::kNumber;
    case AttributeType::kText:
      return value->kind == ValueKind::kText;
    case AttributeType::kTexts:
      return value->kind == ValueKind::kItem && !value->text.empty();
    case AttributeType::kTime:
      return ReadInstant(value);
    case AttributeType::kFlag:
      return value->kind == ValueKind::kFlag;
  }
  return false;
}

// A value takes the place of those before it, but for the texts of one set.
void Put(const AttributeValue& value, bool one_more, AttributeValues* values) {
  if (!one_more) {
    std::erase_if(*values, [&](const AttributeValue& other) {
      return other.attribute == value.attribute;
    });
  }
  const bool again = std::any_of(
      values->begin(), values->end(), [&](const AttributeValue& other) {
        return other.attribute == value.attribute && other.text == value.text;
      });
  if (!again && value.kind != ValueKind::kNothing) values->push_back(value);
}

}  // namespace

Reason TakeIn(const RulesetData& rules, AttributeList told,
              AttributeValues* kept) {
  AttributeValue last;
  while (auto value = told.Take()) {
    if (!rules.Knows(value->attribute)) return Reason::kUnknownAttribute;
    const AttributeType type = rules.attributes[value->attribute.value].type;
    if (!Fits(type, &*value)) return Reason::kWrongValue;
    const bool one_more = value->kind == ValueKind::kItem &&
                          last.kind == ValueKind::kItem &&
                          value->attribute == last.attribute;
    last = *value;
    Put(last, one_more, kept);
  }
  return Reason::kNone;
}

Reason CheckLimits(const LimitsConfig& limits, const AttributeValues& kept,
                   size_t tags) {
  const auto too_long = [&](const AttributeValue& value) {
    return value.text.size() > static_cast<size_t>(limits.attribute_bytes);
  };
  if (kept.size() > static_cast<size_t>(limits.customer_attributes) ||
      tags > static_cast<size_t>(limits.customer_tags) ||
      std::any_of(kept.begin(), kept.end(), too_long)) {
    return Reason::kLimitReached;
  }
  return Reason::kNone;
}

Attributes Kept(AttributeValues values) {
  std::sort(values.begin(), values.end(),
            [](const AttributeValue& a, const AttributeValue& b) {
              return std::pair(a.attribute, a.text) <
                     std::pair(b.attribute, b.text);
            });
  Attributes kept;
  for (const AttributeValue& value : values) kept.Add(value);
  return kept;
}

}  // namespace kefu
