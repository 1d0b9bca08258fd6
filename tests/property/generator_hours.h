// Random hours: a zone, calendars, schedules, and who goes by them (C1-C5, R2,
// R13).

#ifndef KEFU_TESTS_PROPERTY_GENERATOR_HOURS_H_
#define KEFU_TESTS_PROPERTY_GENERATOR_HOURS_H_

#include "kefu/config.h"
#include "tests/property/random.h"

namespace kefu::property {

// Many leaves (C5), so that one often begins while somebody waits for him (R6).
void MakeLeaves(Random* random, Config* config);

// Gives hours to desks, groups and agents of a config that has them already,
// and slots to desks.
void MakeHours(Random* random, Config* config);

}  // namespace kefu::property

#endif  // KEFU_TESTS_PROPERTY_GENERATOR_HOURS_H_
