// Rulesets as Python sees them.

#ifndef KEFU_PYTHON_RULESET_H_
#define KEFU_PYTHON_RULESET_H_

#include <memory>
#include <utility>

#include "kefu/ruleset.h"

namespace kefu::python {

struct RulesetState {
  explicit RulesetState(std::shared_ptr<const Ruleset> ruleset_in)
      : ruleset(std::move(ruleset_in)) {}
  std::shared_ptr<const Ruleset> ruleset;
};

}  // namespace kefu::python

#endif  // KEFU_PYTHON_RULESET_H_
