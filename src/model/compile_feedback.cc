// Ratings 客服评价 as they hold at each desk (F1).

#include <algorithm>

#include "fmt/format.h"
#include "src/model/compile.h"

namespace kefu {

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
    if (Name(reason).empty()) continue;  // CheckBounds has said so
    rules.at_close |= static_cast<uint16_t>(1u << static_cast<int>(reason));
  }
  d_.any_ratings = true;
  if (!rules.lapse_after.off()) {
    d_.longest_lapse = std::max(d_.longest_lapse, rules.lapse_after);
  }
}

}  // namespace kefu
