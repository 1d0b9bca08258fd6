// Random stores, levels, skills and tiers (R10, R11, D7, D8), and what goes
// with them.

#ifndef KEFU_TESTS_PROPERTY_GENERATOR_KINDS_H_
#define KEFU_TESTS_PROPERTY_GENERATOR_KINDS_H_

#include "tests/property/generator.h"
#include "tests/property/random.h"

namespace kefu::property {

// Gives a world that is otherwise complete some of them. Takes its own random
// numbers, so that other worlds of a seed stay as they are.
void MakeKinds(World* world);

// The stores, which other parts of a world may name: to be made before these.
void MakeStores(World* world);

// The store of a customer's event.
int PickStore(const World& world, Random* random);

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_GENERATOR_KINDS_H_
