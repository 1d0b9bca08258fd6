#include "src/moves/step_profile.h"

#include <algorithm>
#include <vector>

#include "src/base/iso_time.h"
#include "src/facts/crowd.h"
#include "src/facts/local_time.h"

namespace kefu {
namespace {

using Values = std::vector<AttributeValue>;

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
void Put(const AttributeValue& value, bool one_more, Values* values) {
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

Reason PutAll(const RulesetData& rules, AttributeList attributes,
              Values* values) {
  AttributeValue last;
  while (auto value = attributes.Take()) {
    if (!rules.Knows(value->attribute)) return Reason::kUnknownAttribute;
    const AttributeType type = rules.attributes[value->attribute.value].type;
    if (!Fits(type, &*value)) return Reason::kWrongValue;
    const bool one_more = value->kind == ValueKind::kItem &&
                          last.kind == ValueKind::kItem &&
                          value->attribute == last.attribute;
    last = *value;
    Put(last, one_more, values);
  }
  return Reason::kNone;
}

Reason CheckLimits(const LimitsConfig& limits, const Values& values,
                   size_t tags) {
  const auto too_long = [&](const AttributeValue& value) {
    return value.text.size() > static_cast<size_t>(limits.attribute_bytes);
  };
  if (values.size() > static_cast<size_t>(limits.customer_attributes) ||
      tags > static_cast<size_t>(limits.customer_tags) ||
      std::any_of(values.begin(), values.end(), too_long)) {
    return Reason::kLimitReached;
  }
  return Reason::kNone;
}

// Before what they depend on changes: which crowds the customer has been in
// since their last refresh.
void BringUpToDate(World& world, uint32_t customer) {
  const ProfileRow& before = world.profiles[customer];
  if (!world.rules.stores_crowds || !before.known) return;
  for (const CrowdId crowd : world.rules.declared_crowds) {
    const Refresh last = LastRefresh(world, crowd);
    if (!last.After(before.as_of, before.refreshes)) continue;
    world.profiles.SetBit(customer, crowd, InCrowd(world, customer, crowd));
  }
  ProfileRow& row = world.profiles.Write(customer);
  row.as_of = world.now.ms;
  row.refreshes = world.crowd_refreshes;
}

}  // namespace

Reason ToldProfile::Read(World& world, uint32_t customer,
                         AttributeList attributes, const TagList& tags,
                         const MaybeAgent& dedicated) {
  customer_ = customer;
  dedicated_ = dedicated;
  const ProfileBlock& old = world.profiles[customer].block;
  Values values;
  for (AttributeList rest = old.attributes(); auto value = rest.Take();) {
    values.push_back(*value);
  }
  if (const Reason r = PutAll(world.rules, attributes, &values);
      r != Reason::kNone) {
    return r;
  }
  std::vector<uint32_t> ids(old.TagIds().begin(), old.TagIds().end());
  if (tags) {
    ids.clear();
    for (const TagId tag : *tags) {
      if (!world.rules.Knows(tag)) return Reason::kUnknownTag;
      ids.push_back(tag.value);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  }
  if (dedicated && *dedicated && !world.Knows(*dedicated)) {
    return Reason::kUnknownAgent;
  }
  if (const Reason r = CheckLimits(world.rules.limits, values, ids.size());
      r != Reason::kNone) {
    return r;
  }
  Attributes kept;
  std::sort(values.begin(), values.end(),
            [](const AttributeValue& a, const AttributeValue& b) {
              return std::pair(a.attribute, a.text) <
                     std::pair(b.attribute, b.text);
            });
  for (const AttributeValue& value : values) kept.Add(value);
  world.profiles.Reserve(size_t{customer} + 1);
  new_block_ = !attributes.empty() || tags;
  if (new_block_) block_ = Profiles::Make(kept.list(), ids);
  return Reason::kNone;
}

void ToldProfile::Apply(World& world) {
  BringUpToDate(world, customer_);
  if (dedicated_) world.profiles.Write(customer_).dedicated = dedicated_->value;
  if (!new_block_) return;
  world.profiles.SetBlock(customer_, block_);
  block_ = {};
  new_block_ = false;
}

}  // namespace kefu
