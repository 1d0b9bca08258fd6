#include "src/model/schedule.h"

#include <algorithm>

namespace kefu {
namespace {

// No zone is further from another.
constexpr int64_t kMostOffset = kDayMs;
// In so many days without a special one the week has gone round.
constexpr int kQuietDays = 8;

int64_t FloorDay(int64_t local) {
  return local >= 0 ? local / kDayMs : -((-local + kDayMs - 1) / kDayMs);
}

Instant Within(Instant t) {
  return std::clamp(t, kFirstScheduled, Instant{kLastScheduled.ms - 1});
}

}  // namespace

// --------------------------------------------------------------------- zone

size_t Zone::Find(int64_t t) const {
  const auto after =
      std::upper_bound(changes.begin() + 1, changes.end(), t,
                       [](int64_t at, const Change& c) { return at < c.at; });
  return static_cast<size_t>(after - changes.begin()) - 1;
}

int64_t Zone::FromLocal(int64_t local) const {
  for (size_t i = Find(local - kMostOffset); i < changes.size(); ++i) {
    const int64_t t = local - changes[i].offset;
    // Skipped by the change that ended what was before.
    if (t < changes[i].at) return changes[i].at;
    if (t < EndOf(i)) return t;
  }
  return local - changes.back().offset;
}

// --------------------------------------------------------------------- days

std::span<const DaySlot> Timetable::SlotsOf(int64_t day) const {
  const auto it = std::lower_bound(
      calendar_.days.begin(), calendar_.days.end(), day,
      [](const CalendarData::Day& d, int64_t date) { return d.date < date; });
  if (it != calendar_.days.end() && it->date == day) {
    if (it->slots == CalendarData::kOff) return {};
    if (it->slots != CalendarData::kMakeUp) {
      return calendar_.own[static_cast<size_t>(it->slots)];
    }
    return schedule_.week[calendar_.make_up_as];
  }
  // 1970-01-01 was a Thursday.
  const int64_t weekday = (day % 7 + 7 + 3) % 7;
  return schedule_.week[static_cast<size_t>(weekday)];
}

int64_t Timetable::NextSpecial(int64_t day) const {
  const auto it = std::lower_bound(
      calendar_.days.begin(), calendar_.days.end(), day,
      [](const CalendarData::Day& d, int64_t date) { return d.date < date; });
  return it == calendar_.days.end() ? INT64_MAX : it->date;
}

bool Timetable::IsSpecial(int64_t day) const { return NextSpecial(day) == day; }

bool Timetable::LocalOpen(int64_t local) const {
  const int64_t day = FloorDay(local);
  const int64_t time = local - day * kDayMs;
  for (const DaySlot& slot : SlotsOf(day)) {
    if (slot.from <= time && time < slot.to) return true;
  }
  for (const DaySlot& slot : SlotsOf(day - 1)) {
    if (time + kDayMs < slot.to) return true;
  }
  return false;
}

// The first local time after `after` on this day at which a slot may begin or
// end; INT64_MAX if there is none.
int64_t Timetable::NextEdge(int64_t day, int64_t after) const {
  const int64_t midnight = day * kDayMs;
  int64_t next = INT64_MAX;
  const auto look = [&](int64_t edge) {
    if (edge > after && edge < next && edge < midnight + kDayMs) next = edge;
  };
  look(midnight);
  for (const DaySlot& slot : SlotsOf(day)) {
    look(midnight + slot.from);
    look(midnight + slot.to);
  }
  for (const DaySlot& slot : SlotsOf(day - 1)) {
    if (slot.to > kDayMs) look(midnight - kDayMs + slot.to);
  }
  return next;
}

// The first local time after `local` and before `limit` at which it opens or
// closes; INT64_MAX if there is none.
int64_t Timetable::NextLocalChange(int64_t local, int64_t limit) const {
  const bool open = LocalOpen(local);
  int64_t at = local;
  int quiet = 0;
  for (int64_t day = FloorDay(local); day * kDayMs < limit; ++day) {
    while (true) {
      const int64_t edge = NextEdge(day, at);
      if (edge == INT64_MAX) break;
      if (LocalOpen(edge) != open) return edge < limit ? edge : INT64_MAX;
      at = edge;
    }
    quiet = IsSpecial(day) || IsSpecial(day - 1) ? 0 : quiet + 1;
    if (quiet < kQuietDays) continue;
    const int64_t special = NextSpecial(day + 1);
    if (special == INT64_MAX) return INT64_MAX;
    day = std::max(day, special - 1);
    quiet = 0;
  }
  return INT64_MAX;
}

// ---------------------------------------------------------------- questions

bool Timetable::IsOpen(Instant t) const {
  return LocalOpen(zone_.ToLocal(Within(t).ms));
}

Instant Timetable::NextChange(Instant t) const {
  const bool open = IsOpen(t);
  for (t = std::max(t, kFirstScheduled); t < kLastScheduled;) {
    const size_t i = zone_.Find(t.ms);
    const int64_t offset = zone_.changes[i].offset;
    const Instant end{std::min(zone_.EndOf(i), kLastScheduled.ms)};
    const int64_t local = NextLocalChange(t.ms + offset, end.ms + offset);
    if (local != INT64_MAX) return {local - offset};
    if (end < kLastScheduled && IsOpen(end) != open) return end;
    t = end;
  }
  return Instant::Never();
}

Duration Timetable::OpenTime(Instant from, Instant to) const {
  int64_t sum = 0;
  bool open = IsOpen(from);
  while (from < to) {
    const Instant next = std::min(NextChange(from), to);
    if (open) sum += next.ms - from.ms;
    from = next;
    open = !open;
  }
  return {sum};
}

Instant Timetable::AddOpenTime(Instant t, Duration left) const {
  if (left.off()) return Instant::Never();
  bool open = IsOpen(t);
  while (left.ms > 0) {
    const Instant next = NextChange(t);
    if (open) {
      if (next.never() || next.ms - t.ms >= left.ms) return t + left;
      left.ms -= next.ms - t.ms;
    }
    if (next.never()) return next;
    t = next;
    open = !open;
  }
  return t;
}

Instant Timetable::AddWorkingDays(Instant t, int64_t n) const {
  if (n == 0) return t;
  const int64_t local = zone_.ToLocal(t.ms);
  int64_t day = FloorDay(local);
  const int64_t time = local - day * kDayMs;
  const int64_t last = FloorDay(kLastScheduled.ms);
  while (n > 0) {
    if (++day >= last) return Instant::Never();
    if (!SlotsOf(day).empty()) --n;
  }
  return {zone_.FromLocal(day * kDayMs + time)};
}

Instant Timetable::KnownTo() const {
  if (calendar_.known_to == INT64_MAX) return Instant::Never();
  return {zone_.FromLocal(calendar_.known_to * kDayMs)};
}

}  // namespace kefu
