// Ratings 客服评价 as they hold at a desk (F1).

#ifndef KEFU_MODEL_RATING_RULES_H_
#define KEFU_MODEL_RATING_RULES_H_

#include <cstdint>
#include <vector>

#include "kefu/config.h"
#include "kefu/ids.h"
#include "kefu/reason.h"
#include "kefu/time.h"

namespace kefu {

struct RatingRules {
  bool on = false;
  bool invited_only = false;
  TimerHours hours = TimerHours::kAlways;  // of the lapse
  uint16_t min = 1;
  uint16_t max = 5;
  std::vector<Reason> at_close;  // whom to invite
  TextId texts;
  TextId lapse_texts;
  Duration within;
  Duration lapse_after = Duration::Off();
};

}  // namespace kefu

#endif  // KEFU_MODEL_RATING_RULES_H_
