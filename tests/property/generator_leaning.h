// Worlds that lean towards one rule: what it takes is set everywhere, and the
// events that it lives on are frequent. Where all is drawn evenly some rules
// meet hardly ever. What single events tell is weighted where they are made
// (generator_crowds.cc, generator_steps.cc, generator_windows.cc).

#ifndef KEFU_TESTS_PROPERTY_GENERATOR_LEANING_H_
#define KEFU_TESTS_PROPERTY_GENERATOR_LEANING_H_

#include "kefu/event.h"
#include "tests/property/generator.h"

namespace kefu::property {

// Makes most worlds lively, and lets some of these lean; they are complete
// otherwise. Takes its own random numbers, so that the rulesets of the others
// stay as they are.
void MakeLeaning(World* world);

// How many times as often as elsewhere such an event happens there.
int TimesAsOften(const World& world, EventType type);

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_GENERATOR_LEANING_H_
