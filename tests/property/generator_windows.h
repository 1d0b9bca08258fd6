// Random reply windows, types of channels and what is done there (W1 to W7).

#ifndef KEFU_TESTS_PROPERTY_GENERATOR_WINDOWS_H_
#define KEFU_TESTS_PROPERTY_GENERATOR_WINDOWS_H_

#include "tests/property/generator.h"
#include "tests/property/random.h"

namespace kefu::property {

// Gives a world that is otherwise complete some of them. Takes its own random
// numbers, so that other worlds of a seed stay as they are.
void MakeWindows(World* world);

// What only these events have: the trigger and where, the cause of a failure,
// items and files.
void PickWindows(const World& world, Random* random, Step* step);

// A question of the kind "may this be sent", about a random somebody.
Engine::SendQuestion MakeQuestion(const World& world, const Cast& cast,
                                  int64_t now, Random* random);

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_GENERATOR_WINDOWS_H_
