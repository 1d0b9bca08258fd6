// Random ratings, and what is done with past customers (F1, S4, S5).

#ifndef KEFU_TESTS_PROPERTY_GENERATOR_PAST_H_
#define KEFU_TESTS_PROPERTY_GENERATOR_PAST_H_

#include "tests/property/generator.h"
#include "tests/property/random.h"

namespace kefu::property {

// Gives a world that is otherwise complete some of them. Takes its own random
// numbers, so that other worlds of a seed stay as they are.
void MakePast(World* world);

// The score of a rating. Without broken records it is always given.
void PickScore(Random* random, bool may_miss, Step* step);

// A question for the list of the unanswered.
Engine::UnansweredQuestion MakeUnansweredQuestion(const World& world,
                                                  const Cast& cast,
                                                  Random* random);

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_GENERATOR_PAST_H_
