// C1 to C5, R2, R13: hours, slots and leave, by looking at the clock on the
// wall.

#include <algorithm>
#include <cstdio>
#include <iterator>

#include "tests/oracle/oracle.h"

namespace kefu::oracle {
namespace {

constexpr int64_t kDay = 86'400'000;

int64_t DayOf(int64_t local) {
  int64_t day = local / kDay;
  if (day * kDay > local) --day;
  return day;
}

// Days since 1970, by counting years and months.
int64_t DaysOfDate(int year, int month, int day) {
  const auto leap = [](int y) {
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
  };
  static constexpr int kMonths[] = {31, 28, 31, 30, 31, 30,
                                    31, 31, 30, 31, 30, 31};
  int64_t days = day - 1;
  for (int y = 1970; y < year; ++y) days += leap(y) ? 366 : 365;
  for (int m = 1; m < month; ++m) {
    days += kMonths[m - 1] + (m == 2 && leap(year) ? 1 : 0);
  }
  return days;
}

int64_t ReadDate(const std::string& text) {
  int year = 0, month = 0, day = 0;
  std::sscanf(text.c_str(), "%d-%d-%d", &year, &month, &day);
  return DaysOfDate(year, month, day);
}

int64_t ReadTimeOfDay(const std::string& text) {
  int hour = 0, minute = 0, second = 0;
  std::sscanf(text.c_str(), "%d:%d:%d", &hour, &minute, &second);
  return ((hour * 60 + minute) * 60 + second) * int64_t{1000};
}

int64_t ReadOffset(const std::string& text) {
  if (text == "Z") return 0;
  const int64_t ms = ReadTimeOfDay(text.substr(1));
  return text[0] == '-' ? -ms : ms;
}

int64_t ReadInstant(const std::string& text) {
  int second = 0, ms = 0;
  const std::string clock = text.substr(11, 8);
  std::sscanf(clock.c_str() + 6, "%d", &second);
  const size_t offset = text.find_first_of("Z+-", 19);
  if (offset > 20) std::sscanf(text.c_str() + 20, "%3d", &ms);
  return ReadDate(text.substr(0, 10)) * kDay + ReadTimeOfDay(clock) + ms -
         ReadOffset(text.substr(offset));
}

bool Has(const std::vector<std::string>& dates, int64_t day) {
  return std::any_of(dates.begin(), dates.end(),
                     [day](const auto& date) { return ReadDate(date) == day; });
}

}  // namespace

// ----------------------------------------------------------------- schedules

// C3
int64_t KnownFacts::OffsetAt(int64_t t) const {
  int64_t offset = ReadOffset(config_.time_zone.offset);
  for (const ZoneChangeConfig& change : config_.time_zone.changes) {
    if (t >= ReadInstant(change.at)) offset = ReadOffset(change.offset);
  }
  return offset;
}

// C1, C2: the slots that begin on a day.
std::vector<std::pair<int64_t, int64_t>> KnownFacts::SlotsOn(
    const ScheduleConfig& schedule, int64_t day) const {
  std::vector<std::pair<int64_t, int64_t>> slots;
  const auto add = [&](const std::string& from, const std::string& to) {
    const int64_t begin = ReadTimeOfDay(from), end = ReadTimeOfDay(to);
    slots.emplace_back(begin, end < begin ? end + kDay : end);
  };
  auto weekday = static_cast<Weekday>((day + 3) % 7);  // a Thursday was day 0
  for (const CalendarConfig& calendar : config_.calendars) {
    if (calendar.name != schedule.calendar) continue;
    for (const CalendarDayConfig& own : calendar.days) {
      if (ReadDate(own.date) != day) continue;
      for (const DaySlotConfig& slot : own.slots) add(slot.from, slot.to);
      return slots;
    }
    if (Has(calendar.days_off, day)) return slots;
    if (Has(calendar.make_up_days, day)) weekday = calendar.make_up_as;
  }
  for (const WeekSlotConfig& slot : schedule.slots) {
    if (std::count(slot.days.begin(), slot.days.end(), weekday) != 0) {
      add(slot.from, slot.to);
    }
  }
  return slots;
}

bool KnownFacts::OpenAt(const ScheduleConfig& schedule, int64_t t) const {
  const int64_t local = t + OffsetAt(t);
  const int64_t day = DayOf(local);
  for (const int64_t begins : {day, day - 1}) {
    for (const auto& [from, to] : SlotsOn(schedule, begins)) {
      if (begins * kDay + from <= local && local < begins * kDay + to) {
        return true;
      }
    }
  }
  return false;
}

// The instants at which anything could change in the days around t.
std::set<int64_t> KnownFacts::Edges(const ScheduleConfig& schedule,
                                    int64_t day) const {
  std::set<int64_t> offsets{ReadOffset(config_.time_zone.offset)};
  std::set<int64_t> edges;
  for (const ZoneChangeConfig& change : config_.time_zone.changes) {
    offsets.insert(ReadOffset(change.offset));
    edges.insert(ReadInstant(change.at));
  }
  for (const auto& [from, to] : SlotsOn(schedule, day)) {
    for (const int64_t offset : offsets) {
      edges.insert(day * kDay + from - offset);
      edges.insert(day * kDay + to - offset);
    }
  }
  return edges;
}

// The story of a world and its calendars lie within a few weeks.
std::optional<int64_t> KnownFacts::NextChange(const ScheduleConfig& schedule,
                                              int64_t t) const {
  constexpr int64_t kDaysAhead = 45;
  const bool open = OpenAt(schedule, t);
  const int64_t today = DayOf(t);
  std::set<int64_t> edges;
  for (int64_t day = today - 2; day < today + kDaysAhead; ++day) {
    edges.merge(Edges(schedule, day));
    // Whatever lies before the next two days is known by now.
    for (const int64_t edge : edges) {
      if (edge > t && edge < (day - 2) * kDay &&
          OpenAt(schedule, edge) != open) {
        return edge;
      }
    }
    edges.erase(edges.begin(), edges.lower_bound((day - 2) * kDay));
  }
  return std::nullopt;
}

const ScheduleConfig* KnownFacts::Schedule(const std::string& name) const {
  for (const ScheduleConfig& schedule : config_.schedules) {
    if (schedule.name == name) return &schedule;
  }
  return nullptr;
}

// X2 of a desk with hours: the instant until which so much open time passes.
std::optional<int64_t> KnownFacts::AfterOpenTime(int desk, int64_t from,
                                                 int64_t length) const {
  const ScheduleConfig* const schedule =
      Schedule(config_.desks[static_cast<size_t>(desk)].schedule);
  if (schedule == nullptr) return from + length;
  bool open = OpenAt(*schedule, from);
  while (length > 0) {
    const std::optional<int64_t> next = NextChange(*schedule, from);
    if (open && (!next || *next - from >= length)) return from + length;
    if (!next) return std::nullopt;
    if (open) length -= *next - from;
    from = *next;
    open = !open;
  }
  return from;
}

// ------------------------------------------------------------- what is watched

bool KnownFacts::Used(const std::string& schedule) const {
  const auto names = [&](const auto& one) { return one.schedule == schedule; };
  return std::any_of(config_.groups.begin(), config_.groups.end(), names) ||
         std::any_of(config_.agents.begin(), config_.agents.end(), names) ||
         std::any_of(config_.desks.begin(), config_.desks.end(),
                     [&](const DeskConfig& desk) {
                       return names(desk) ||
                              std::any_of(desk.slots.begin(), desk.slots.end(),
                                          names);
                     });
}

void Oracle::Look(Watched* watched, int64_t t) const {
  if (watched->leave == kNone) {
    watched->on = OpenAt(*Schedule(watched->schedule), t);
    watched->next = NextChange(*Schedule(watched->schedule), t);
    return;
  }
  const auto on_leave = [&](int64_t at) {
    const auto& leaves =
        config_.agents[static_cast<size_t>(watched->leave)].leave;
    return std::any_of(leaves.begin(), leaves.end(), [at](const auto& leave) {
      return ReadInstant(leave.from) <= at && at < ReadInstant(leave.until);
    });
  };
  watched->on = on_leave(t);
  watched->next.reset();
  for (const LeaveConfig& leave :
       config_.agents[static_cast<size_t>(watched->leave)].leave) {
    for (const std::string& edge : {leave.from, leave.until}) {
      const int64_t at = ReadInstant(edge);
      if (at > t && on_leave(at) != watched->on &&
          (!watched->next || at < *watched->next)) {
        watched->next = at;
      }
    }
  }
}

// At the first event: schedules in declared order, then leaves of agents.
void Oracle::WatchHours(int64_t t) {
  for (const ScheduleConfig& schedule : config_.schedules) {
    if (Used(schedule.name)) watched_.emplace_back().schedule = schedule.name;
  }
  for (size_t i = 0; i < config_.agents.size(); ++i) {
    if (!config_.agents[i].leave.empty()) {
      watched_.emplace_back().leave = static_cast<int>(i);
    }
  }
  for (Watched& watched : watched_) Look(&watched, t);
}

// T2: whatever changes now changes at once; who is on duty otherwise than
// before is told, then all that wait look again (Q2).
void Oracle::HoursChange() {
  const auto all_duties = [this] {
    std::vector<std::set<std::pair<int, int>>> duties;
    for (size_t a = 0; a < agents_.size(); ++a) {
      duties.push_back(Duties(static_cast<int>(a)));
    }
    return duties;
  };
  const auto before = all_duties();
  std::vector<bool> open;
  for (size_t d = 0; d < config_.desks.size(); ++d) {
    open.push_back(DeskOpen(static_cast<int>(d)));
  }
  for (Watched& watched : watched_) {
    if (watched.next == at_) Look(&watched, at_);
  }
  const auto after = all_duties();
  for (size_t a = 0; a < agents_.size(); ++a) {
    const int agent = static_cast<int>(a);
    if (before[a] == after[a] || At(agent).status == AgentStatus::kOffline) {
      continue;
    }
    EffectRecord& effect = Emit(EffectType::kSetAgentStatus);
    effect.agent = names_.AgentId(agent);
    effect.detail = static_cast<uint8_t>(At(agent).status);
    effect.reason = static_cast<uint16_t>(
        !after[a].empty() ? Reason::kSlotChanged : OffDutyReason(agent));
  }
  // R2: who waits at a desk that closes is told, once.
  for (auto& [number, session] : sessions_) {
    const int desk = session.desk;
    const bool closes = open[static_cast<size_t>(desk)] && !DeskOpen(desk);
    if (session.in_list && closes && !settings_.OutOfHoursText(desk).empty()) {
      Notice(session, Reason::kOutOfHours, true, false, false);
    }
  }
  Post([this] { FillAll(); });
}

void Oracle::FillAll() {
  FillAllOf([](const S&) { return true; }, kNone, false);
}

// ------------------------------------------------------------------- on duty

bool KnownFacts::HoursOpen(const std::string& schedule) const {
  for (const Watched& watched : watched_) {
    if (watched.leave == kNone && watched.schedule == schedule) {
      return watched.on;
    }
  }
  return true;  // none
}

bool KnownFacts::OnLeave(int agent) const {
  return std::any_of(watched_.begin(), watched_.end(),
                     [agent](const Watched& watched) {
                       return watched.leave == agent && watched.on;
                     });
}

bool KnownFacts::DeskOpen(int desk) const {
  return HoursOpen(config_.desks[static_cast<size_t>(desk)].schedule);
}

bool KnownFacts::AllDay(int desk) const {
  return config_.desks[static_cast<size_t>(desk)].all_day;
}

bool KnownFacts::InOpenSlot(int agent, int desk) const {
  const auto& name = config_.agents[static_cast<size_t>(agent)].name;
  const auto& slots = config_.desks[static_cast<size_t>(desk)].slots;
  return std::any_of(slots.begin(), slots.end(), [&](const auto& slot) {
    return HoursOpen(slot.schedule) &&
           std::count(slot.agents.begin(), slot.agents.end(), name) != 0;
  });
}

// A18: at his place in this list, for the sessions of the desk.
bool Oracle::OnDuty(int agent, List list) const {
  const auto& desk = config_.desks[static_cast<size_t>(list.desk)];
  const bool group_open =
      list.group < 0 ||
      HoursOpen(config_.groups[static_cast<size_t>(list.group)].schedule);
  return group_open && !OnLeave(agent) && LoggedInAt(agent, list.desk) &&
         HoursOpen(config_.agents[static_cast<size_t>(agent)].schedule) &&
         (desk.slots.empty() || InOpenSlot(agent, list.desk));
}

bool Oracle::Present(int agent, List list) const {
  return At(agent).status == AgentStatus::kOnline && OnDuty(agent, list);
}

Reason Oracle::OffDutyReason(int agent) const {
  return OnLeave(agent) ? Reason::kOnLeave : Reason::kNotOnDuty;
}

// The lists in which he has a place at a desk.
std::vector<List> Oracle::PlacesAt(int agent, int desk) const {
  std::vector<List> places;
  for (size_t g = 0; g < config_.groups.size(); ++g) {
    const int group = static_cast<int>(g);
    if (Serves(group, desk) && IsMember(group, agent)) {
      places.push_back({group, desk});
    }
  }
  const std::vector<int> own = PeopleOf({kNone, desk});
  if (std::count(own.begin(), own.end(), agent) != 0) {
    places.push_back({kNone, desk});
  }
  return places;
}

std::set<std::pair<int, int>> Oracle::Duties(int agent) const {
  std::set<std::pair<int, int>> duties;
  for (size_t d = 0; d < config_.desks.size(); ++d) {
    for (const List& list : PlacesAt(agent, static_cast<int>(d))) {
      if (OnDuty(agent, list)) duties.emplace(list.group, list.desk);
    }
  }
  return duties;
}

bool Oracle::OnDutyAt(int agent, int desk) const {
  const std::vector<List> places = PlacesAt(agent, desk);
  return std::any_of(places.begin(), places.end(),
                     [&](const List& list) { return OnDuty(agent, list); });
}

// R3
bool Oracle::SomebodyPresent(int desk) const {
  for (size_t a = 0; a < agents_.size(); ++a) {
    const int agent = static_cast<int>(a);
    if (At(agent).status == AgentStatus::kOnline && OnDutyAt(agent, desk)) {
      return true;
    }
  }
  return false;
}

// ---------------------------------------------------------------------- R13

// The slot whose way counts; null without an open one.
const ReceptionSlotConfig* KnownFacts::FirstOpenSlot(int desk) const {
  for (const auto& slot : config_.desks[static_cast<size_t>(desk)].slots) {
    if (HoursOpen(slot.schedule)) return &slot;
  }
  return nullptr;
}

Distribution Oracle::WayOf(List list) const {
  if (list.group < 0) {
    if (const ReceptionSlotConfig* slot = FirstOpenSlot(list.desk)) {
      return slot->distribution;
    }
  }
  return settings_.DistributionOf(list.group, list.desk);
}

// The agents of a desk's slots: those of open ones first, if asked for.
std::vector<int> Oracle::SlotAgents(int desk, bool open) const {
  std::vector<int> agents;
  for (const auto& slot : config_.desks[static_cast<size_t>(desk)].slots) {
    if (open && !HoursOpen(slot.schedule)) continue;
    for (const std::string& name : slot.agents) {
      agents.push_back(settings_.Agent(name));
    }
  }
  return agents;
}

}  // namespace kefu::oracle
