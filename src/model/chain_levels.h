// A chain of timers may be written in a short form, with one step, or as a list
// of steps. Of several levels the nearest that gives either form says which one
// holds (T13).

#ifndef KEFU_MODEL_CHAIN_LEVELS_H_
#define KEFU_MODEL_CHAIN_LEVELS_H_

#include "kefu/config.h"

namespace kefu {

// X2: `remind_before` as the list that it stands for. X1's short form is left
// as it is, since its two parts may stand at different levels.
TimersConfig InOneForm(TimersConfig timers);

// What a level gives, over those above it. `base` is in one form.
void MergeTimers(const TimersConfig& over, TimersConfig* base);

}  // namespace kefu

#endif  // KEFU_MODEL_CHAIN_LEVELS_H_
