// A finished replay as Python sees it.

#ifndef KEFU_PYTHON_RUN_H_
#define KEFU_PYTHON_RUN_H_

#include <vector>

#include "kefu/effect.h"
#include "kefu/replay.h"

namespace kefu::python {

struct Run {
  ReplayResult result;
  std::vector<EffectRecord> effects;  // if they were asked for
};

}  // namespace kefu::python

#endif  // KEFU_PYTHON_RUN_H_
