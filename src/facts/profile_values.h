// Which values an attribute may have, and how they are kept (V1).

#ifndef KEFU_FACTS_PROFILE_VALUES_H_
#define KEFU_FACTS_PROFILE_VALUES_H_

#include <cstddef>
#include <vector>

#include "kefu/attributes.h"
#include "kefu/reason.h"
#include "src/model/ruleset_data.h"

namespace kefu {

using AttributeValues = std::vector<AttributeValue>;

// Adds what is told to what is kept: a value takes the place of the one before
// it, and the texts of a set together that of the set; nothing, an empty text
// or an empty list take it away. Instants become numbers. unknown_attribute,
// wrong_value, or kNone; `kept` is of no use otherwise. Throws std::bad_alloc.
Reason TakeIn(const RulesetData& rules, AttributeList told,
              AttributeValues* kept);

// limit_reached, or kNone (T9).
Reason CheckLimits(const LimitsConfig& limits, const AttributeValues& kept,
                   size_t tags);

// As they are kept: by attribute, the texts of a set in the order of their
// bytes. Throws std::bad_alloc.
Attributes Kept(AttributeValues values);

}  // namespace kefu

#endif  // KEFU_FACTS_PROFILE_VALUES_H_
