// Reception scopes 接待范围 (R8, R9): which group receives a customer.
//
// A group matches if every dimension that it fills holds the customer's value;
// of crowds, of which he may be in several, any one will do. Its rank is the
// highest dimension that it fills, in the desk's scope_order, then its
// declaration; groups without a scope come last.

#ifndef KEFU_FACTS_SCOPE_H_
#define KEFU_FACTS_SCOPE_H_

#include <array>
#include <cstdint>

#include "kefu/ids.h"
#include "src/model/world.h"

namespace kefu {

// The customer's value of each dimension; 0: none.
struct ScopeValues {
  std::array<uint32_t, kDimensions> of{};  // by ScopeDimension
  uint32_t customer = 0;  // his row, for the crowds; 0: one who is not known

  uint32_t& operator[](ScopeDimension dimension) { return of[At(dimension)]; }
  uint32_t operator[](ScopeDimension dimension) const {
    return of[At(dimension)];
  }
};

// The group for these values; none if none matches. `skip_absent`: groups with
// nobody present are left out, unless all matching ones are: then the best
// ranked.
GroupId MatchScope(const World& world, DeskId desk, const ScopeValues& values,
                   bool skip_absent);

// The first dimension, in the desk's order, in which the group's scope does not
// hold these values; kNone if it holds all of them.
ScopeDimension OutOfScope(const World& world, DeskId desk,
                          const GroupData& group, const ScopeValues& values);

// What follows from the desk and the link of a session (R9).
void AddFurtherValues(const RulesetData& rules, DeskId desk, LinkId link,
                      ScopeValues* values);

}  // namespace kefu

#endif  // KEFU_FACTS_SCOPE_H_
