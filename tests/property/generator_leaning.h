// Worlds that lean towards one rule: what it takes is set everywhere, and the
// events that it lives on are frequent. Where all is drawn evenly some rules
// meet hardly ever.

#ifndef KEFU_TESTS_PROPERTY_GENERATOR_LEANING_H_
#define KEFU_TESTS_PROPERTY_GENERATOR_LEANING_H_

#include "kefu/event.h"
#include "tests/property/generator.h"

namespace kefu::property {

// Lets some of the worlds lean, which are complete otherwise. Takes its own
// random numbers, so that other worlds of a seed stay as they are.
void MakeLeaning(World* world);

// How many times as often as elsewhere such an event happens there.
int TimesAsOften(const World& world, EventType type);

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_GENERATOR_LEANING_H_
