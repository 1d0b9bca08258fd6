// Ratings 客服评价 as they hold at each desk (F1).

#include <algorithm>

#include "fmt/format.h"
#include "src/model/compile.h"

namespace kefu {
namespace {

// kNone: of what CheckBounds has refused.
Reason ReasonOf(CloseReason close) {
  switch (close) {
    case CloseReason::kAgent:
      return Reason::kByAgent;
    case CloseReason::kHost:
      return Reason::kByHost;
    case CloseReason::kCustomerLeft:
      return Reason::kCustomerLeft;
    case CloseReason::kCustomerSilent:
      return Reason::kCustomerSilent;
    case CloseReason::kRobotIdle:
      return Reason::kRobotIdle;
    case CloseReason::kAgentSilent:
      return Reason::kAgentSilent;
    case CloseReason::kAgentOffline:
      return Reason::kAgentOffline;
    case CloseReason::kQueueExpired:
      return Reason::kQueueExpired;
    case CloseReason::kEvicted:
      return Reason::kEvicted;
    case CloseReason::kRefusedOverflow:
      return Reason::kRefusedOverflow;
    case CloseReason::kOutOfHours:
      return Reason::kOutOfHours;
    case CloseReason::kSessionExpired:
      return Reason::kSessionExpired;
  }
  return Reason::kNone;
}

}  // namespace

// The scale of a level that says anything of it: with what stands above it,
// its lowest score is below its highest, and each score has a label, or none.
void Compiler::CheckRating(const std::string& at, const RatingConfig& own,
                           const RatingConfig& merged) {
  if (!own.min && !own.max && !own.labels) return;
  const std::string here = at + "/feedback/rating";
  const int64_t scores = *merged.max - *merged.min + 1;
  if (scores < 2) {
    Report(here + (own.max ? "/max" : "/min"),
           fmt::format("the scale is {} to {}, expected at least two scores",
                       *merged.min, *merged.max));
    return;
  }
  const auto labels = static_cast<int64_t>(merged.labels->size());
  if (labels != 0 && labels != scores) {
    Report(here + (own.labels ? "/labels"
                   : own.max  ? "/max"
                              : "/min"),
           fmt::format("{} labels for {} scores; give one for each, or []",
                       labels, scores));
  }
}

void Compiler::FillRating(const RatingConfig& rating, DeskData* desk) {
  if (!*rating.on) return;
  RatingRules& rules = desk->rating;
  rules.on = true;
  rules.invited_only = *rating.invited_only;
  rules.hours = *rating.hours;
  rules.min = static_cast<uint16_t>(*rating.min);
  rules.max = static_cast<uint16_t>(*rating.max);
  rules.texts = AddTexts(*rating.texts);
  rules.lapse_texts = AddTexts(*rating.lapse_texts);
  rules.within = *rating.within;
  rules.lapse_after = *rating.lapse_after;
  for (const CloseReason reason : *rating.at_close) {
    rules.at_close.push_back(ReasonOf(reason));
  }
  d_.any_ratings = true;
  if (!rules.lapse_after.off()) {
    d_.longest_lapse = std::max(d_.longest_lapse, rules.lapse_after);
  }
}

}  // namespace kefu
