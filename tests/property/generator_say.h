// Random keywords, switch words, hand-overs and greetings (K1 to K5, K8), and
// what customers say and robots answer.

#ifndef KEFU_TESTS_PROPERTY_GENERATOR_SAY_H_
#define KEFU_TESTS_PROPERTY_GENERATOR_SAY_H_

#include <string>
#include <vector>

#include "tests/property/generator.h"
#include "tests/property/random.h"

namespace kefu::property {

// Gives a world that is otherwise complete some of them. Takes its own random
// numbers, so that other worlds of a seed stay as they are.
void MakeSaying(World* world);

// What only these events have: a customer's text, the item that he clicks,
// what the robot has to say.
void PickSaying(const World& world, Random* random, Step* step);

// The items of all menus, in their order; the rules that have names.
std::vector<std::string> ItemsOf(const Config& config);
std::vector<std::string> RulesOf(const Config& config);

// Other names for what is named there.
void RenameSaying(Config* config, void (*rename)(std::string*));

// Whether a text may keep a session that it opens from the robot, of which
// Explain knows nothing.
bool MayHandOver(const Config& config);

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_GENERATOR_SAY_H_
