// Random crowds, attributes, tags and products for a world (V1 to V3, R6, R9),
// and what events tell of customers.

#ifndef KEFU_TESTS_PROPERTY_GENERATOR_CROWDS_H_
#define KEFU_TESTS_PROPERTY_GENERATOR_CROWDS_H_

#include <cstdint>

#include "tests/property/generator.h"
#include "tests/property/random.h"

namespace kefu::property {

// REQUIRES: agents, priorities, links, groups and channels are made.
void MakeCrowds(World* world, Random* random);
// Some order of dimensions, some of them left out.
std::vector<ScopeDimension> MakeScopeOrder(Random* random);

// Mostly what the world's attributes may have.
Told MakeTold(const World& world, Random* random, bool whole, int64_t now);

// A time near which something of crowds changes: their refresh, or local
// midnight.
int64_t NearCrowds(const World& world, Random* random, int64_t now);

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_GENERATOR_CROWDS_H_
