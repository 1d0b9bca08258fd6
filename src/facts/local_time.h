// Local days of the tenant (C3): what "today" is for crowds (V1, V3) and for
// what goes out once a day (O5).

#ifndef KEFU_FACTS_LOCAL_TIME_H_
#define KEFU_FACTS_LOCAL_TIME_H_

#include <cstdint>

#include "kefu/time.h"
#include "src/model/ruleset_data.h"

namespace kefu {

// Days are counted from 1970-01-01 of the local calendar, months from January
// of year 0.
int64_t LocalDay(const RulesetData& rules, Instant at);
int64_t MonthOf(int64_t day);
// From today to the next day, today included, that has the date of `day`;
// 0 to 365. 29 February counts as the 28th in years that have none.
int64_t DaysToAnniversary(int64_t day, int64_t today);
// When crowds were last refreshed by their daily minute, up to this time.
Instant LastRefreshTime(const RulesetData& rules, Instant now);

}  // namespace kefu

#endif  // KEFU_FACTS_LOCAL_TIME_H_
