// Runs a scenario through a face in one of several ways that must all give
// the same answers.

#ifndef KEFU_TESTS_SCENARIO_RUNNER_H_
#define KEFU_TESTS_SCENARIO_RUNNER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/scenario/face.h"
#include "tests/scenario/scenario.h"

namespace kefu::scenario {

enum class Drive : uint8_t {
  kPlain,   // one event after the other
  kSliced,  // with time_passes at every deadline and at instants between
  kBatch,   // all events up to the next query in one batch
};

struct Way {
  const char* name;
  FaceMaker make;
  Drive drive;
  size_t effects_limit = SIZE_MAX;  // of one batch; a batch goes on after it
};

// The answers of each step, as lines. What is wrong beside the answers
// (an invariant, a number of an effect) is a line that begins with "!".
// Throws ScenarioError.
std::vector<std::vector<std::string>> Run(const Scenario& scenario,
                                          const Way& way);

// True if the lines say the same, however they are spaced.
bool Same(const std::vector<std::string>& expected,
          const std::vector<std::string>& got);

// Both side by side, with a mark at each line that differs.
std::string SideBySide(const std::vector<std::string>& expected,
                       const std::vector<std::string>& got);

}  // namespace kefu::scenario

#endif  // KEFU_TESTS_SCENARIO_RUNNER_H_
