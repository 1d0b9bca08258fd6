// What the schedules of a ruleset say (C4).

#include <optional>

#include "bindings/c/handles.h"

namespace c = kefu::c;

namespace kefu::c {
namespace {

template <class T>
int Tell(const std::optional<T>& answer, int64_t* to) {
  if (!answer) return KEFU_UNKNOWN;
  *to = answer->ms;
  return KEFU_OK;
}

// Asks a ruleset about a schedule, which 0 means none.
template <class To, class F>
int Ask(To* to, const kefu_ruleset* ruleset, uint32_t schedule, F&& ask) {
  if (Missing(to, ruleset)) return KEFU_ERROR_INVALID_ARGUMENT;
  *to = 0;
  const auto id = ToId<ScheduleId>(schedule);
  if (schedule != 0 && ruleset->rules->Name(id).empty()) {
    return KEFU_ERROR_NOT_FOUND;
  }
  return ask(*ruleset->rules, id);
}

}  // namespace
}  // namespace kefu::c

extern "C" int kefu_is_open(int* open, const kefu_ruleset* ruleset,
                            uint32_t schedule, int64_t at) {
  return c::Ask(open, ruleset, schedule,
                [&](const kefu::Ruleset& rules, kefu::ScheduleId id) {
                  const std::optional<bool> answer = rules.IsOpen(id, {at});
                  if (!answer) return int{KEFU_UNKNOWN};
                  *open = *answer ? 1 : 0;
                  return int{KEFU_OK};
                });
}

extern "C" int kefu_next_opening(int64_t* opening, const kefu_ruleset* ruleset,
                                 uint32_t schedule, int64_t at) {
  return c::Ask(opening, ruleset, schedule,
                [&](const kefu::Ruleset& rules, kefu::ScheduleId id) {
                  return c::Tell(rules.NextOpening(id, {at}), opening);
                });
}

extern "C" int kefu_next_closing(int64_t* closing, const kefu_ruleset* ruleset,
                                 uint32_t schedule, int64_t at) {
  return c::Ask(closing, ruleset, schedule,
                [&](const kefu::Ruleset& rules, kefu::ScheduleId id) {
                  return c::Tell(rules.NextClosing(id, {at}), closing);
                });
}

extern "C" int kefu_open_time(int64_t* ms, const kefu_ruleset* ruleset,
                              uint32_t schedule, int64_t from, int64_t to) {
  return c::Ask(ms, ruleset, schedule,
                [&](const kefu::Ruleset& rules, kefu::ScheduleId id) {
                  return c::Tell(rules.OpenTime(id, {from}, {to}), ms);
                });
}

extern "C" int kefu_add_open_time(int64_t* until, const kefu_ruleset* ruleset,
                                  uint32_t schedule, int64_t at, int64_t ms) {
  return c::Ask(until, ruleset, schedule,
                [&](const kefu::Ruleset& rules, kefu::ScheduleId id) {
                  if (ms < 0 || ms > kefu::kLongestDuration.ms) {
                    return int{KEFU_ERROR_INVALID_ARGUMENT};
                  }
                  return c::Tell(rules.AddOpenTime(id, {at}, {ms}), until);
                });
}

extern "C" int kefu_add_working_days(int64_t* day, const kefu_ruleset* ruleset,
                                     uint32_t schedule, int64_t at,
                                     int64_t days) {
  return c::Ask(day, ruleset, schedule,
                [&](const kefu::Ruleset& rules, kefu::ScheduleId id) {
                  if (days < 0 || days > kefu::kMostWorkingDays) {
                    return int{KEFU_ERROR_INVALID_ARGUMENT};
                  }
                  return c::Tell(rules.AddWorkingDays(id, {at}, days), day);
                });
}

extern "C" int kefu_hours_of(uint32_t* schedule, const kefu_ruleset* ruleset,
                             uint32_t desk) {
  if (c::Missing(schedule, ruleset)) return KEFU_ERROR_INVALID_ARGUMENT;
  *schedule = 0;
  const auto id = c::ToId<kefu::DeskId>(desk);
  if (ruleset->rules->Name(id).empty()) return KEFU_ERROR_NOT_FOUND;
  *schedule = ruleset->rules->HoursOf(id).value;
  return KEFU_OK;
}
