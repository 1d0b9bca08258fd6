// Random welcomes, greetings, campaigns and prompts (G1 to G5), and what
// customers do about them.

#ifndef KEFU_TESTS_PROPERTY_GENERATOR_COURTESIES_H_
#define KEFU_TESTS_PROPERTY_GENERATOR_COURTESIES_H_

#include "tests/property/generator.h"
#include "tests/property/random.h"

namespace kefu::property {

// Gives a world that is otherwise complete some of them. Takes its own random
// numbers, so that other worlds of a seed stay as they are.
void MakeCourtesies(World* world);

// Sometimes, in a world that has them, an event of these rules instead.
void PickCourtesyType(const World& world, Random* random, Step* step);
// What only these events have.
void PickCourtesy(const World& world, Random* random, Step* step);

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_GENERATOR_COURTESIES_H_
