// Reception scopes 接待范围 (R8): which group receives a customer.
//
// A group matches if every dimension that it fills holds the customer's value.
// Its rank is the highest dimension that it fills, in the desk's scope_order,
// then its declaration; groups without a scope come last.

#ifndef KEFU_FACTS_SCOPE_H_
#define KEFU_FACTS_SCOPE_H_

#include <array>
#include <cstdint>

#include "kefu/ids.h"
#include "src/model/world.h"

namespace kefu {

// The customer's value of each dimension, by ScopeDimension; 0: none.
using ScopeValues = std::array<uint32_t, kDimensions>;

// The group for these values; none if none matches. `skip_absent`: groups with
// nobody present are left out, unless all matching ones are: then the best
// ranked.
GroupId MatchScope(const World& world, DeskId desk, const ScopeValues& values,
                   bool skip_absent);

// Whether the group's scope holds these values.
bool InScope(const GroupData& group, const ScopeValues& values);

}  // namespace kefu

#endif  // KEFU_FACTS_SCOPE_H_
