// Schedules, compiled (C1-C4): the week, the calendar, the zone, and what can
// be asked of them.
//
// Nothing is tabulated: a question is answered from the few slots of a day.
// Local time is computed from the instant, so an hour that the zone skips never
// opens and one that it repeats opens twice (C3).

#ifndef KEFU_MODEL_SCHEDULE_H_
#define KEFU_MODEL_SCHEDULE_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "kefu/ids.h"
#include "kefu/time.h"

namespace kefu {

inline constexpr int64_t kDayMs = 86'400'000;
// Schedules are computed for the years 1970 to 2199; before and after they are
// as at the border. So an engine that is sent far into the future comes to an
// end.
inline constexpr Instant kFirstScheduled{0};
inline constexpr Instant kLastScheduled{84'006 * kDayMs};

// C3. Instants and offsets in milliseconds.
struct Zone {
  struct Change {
    int64_t at = INT64_MIN;
    int64_t offset = 0;  // from then on
  };
  std::vector<Change> changes{1};  // ascending; the first holds from ever

  // The index of the change that holds at t.
  size_t Find(int64_t t) const;
  int64_t EndOf(size_t i) const {
    return i + 1 < changes.size() ? changes[i + 1].at : INT64_MAX;
  }
  int64_t ToLocal(int64_t t) const { return t + changes[Find(t)].offset; }
  // The first instant at which it is so late; if the zone skips that time, the
  // instant of the change.
  int64_t FromLocal(int64_t local) const;
};

// A part of a day, from midnight of that day; `to` may lie in the next one.
struct DaySlot {
  int32_t from = 0;
  int32_t to = 0;
};

// C2
struct CalendarData {
  static constexpr int32_t kOff = -1;
  static constexpr int32_t kMakeUp = -2;
  struct Day {
    int32_t date = 0;   // days since 1970-01-01
    int32_t slots = 0;  // kOff, kMakeUp or an index of `own`
  };
  std::vector<Day> days;  // ascending
  std::vector<std::vector<DaySlot>> own;
  uint8_t make_up_as = 0;        // 0: Monday
  int64_t known_to = INT64_MAX;  // the first day that is not known
};

struct ScheduleData {
  bool alive = false;
  uint32_t declared = 0;
  std::array<std::vector<DaySlot>, 7> week;  // from Monday
  uint32_t calendar = 0;                     // 0: an empty one
  // Whom its boundaries concern.
  std::vector<uint16_t> desks;  // whose hours it is
  std::vector<uint16_t> groups;
  std::vector<uint32_t> agents;
  std::vector<uint16_t> slots;  // desks that have a slot of it
};

// What can be asked of a schedule.
class Timetable {
 public:
  Timetable(const Zone& zone, const CalendarData& calendar,
            const ScheduleData& schedule)
      : zone_(zone), calendar_(calendar), schedule_(schedule) {}

  bool IsOpen(Instant t) const;
  // The first instant after t from which IsOpen is another; Never if it stays.
  Instant NextChange(Instant t) const;
  // Open time in [from, to); 0 if to is earlier.
  Duration OpenTime(Instant from, Instant to) const;
  // The first instant until which so much open time has passed since t; Never
  // if it never has.
  Instant AddOpenTime(Instant t, Duration open) const;
  // The same time of day on the n-th working day after that of t: a day on
  // which a slot begins. Never if there are not so many; t for n = 0.
  Instant AddWorkingDays(Instant t, int64_t n) const;
  // The first instant of which the calendar knows nothing (C2).
  Instant KnownTo() const;

 private:
  std::span<const DaySlot> SlotsOf(int64_t day) const;
  bool IsSpecial(int64_t day) const;
  // The first special day from `day` on; INT64_MAX if there is none.
  int64_t NextSpecial(int64_t day) const;
  bool LocalOpen(int64_t local) const;
  int64_t NextEdge(int64_t day, int64_t after) const;
  int64_t NextLocalChange(int64_t local, int64_t limit) const;

  const Zone& zone_;
  const CalendarData& calendar_;
  const ScheduleData& schedule_;
};

}  // namespace kefu

#endif  // KEFU_MODEL_SCHEDULE_H_
