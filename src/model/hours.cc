#include "src/model/hours.h"

#include <algorithm>

namespace kefu {

Hours::Hours(const RulesetData& rules, Watch* watch)
    : rules_(&rules),
      open_(rules.schedules.size(), 1),
      stretches_(rules.schedules.size()),
      on_leave_(rules.agents.size(), 0),
      heap_(rules.watched.size()),
      turned_(rules.watched.size()),
      watch_(watch) {
  for (const WatchedData& watched : rules.watched) Look(watched, {});
}

Instant Hours::Look(const WatchedData& watched, Instant t) {
  if (watched.schedule) {
    const Timetable table = rules_->TimetableOf(watched.schedule);
    const bool open = table.IsOpen(t);
    const Instant next = table.NextChange(t);
    open_[watched.schedule.value] = open;
    stretches_[watched.schedule.value] =
        open ? Stretch{t.ms, next.ms} : Stretch{};
    return next;
  }
  uint8_t& on_leave = on_leave_[watched.agent.value];
  on_leave = 0;
  for (const LeaveData& leave : rules_->LeavesOf(watched.agent)) {
    if (t < leave.from) return leave.from;
    if (t >= leave.until) continue;
    on_leave = 1;
    return leave.until;
  }
  return Instant::Never();
}

void Hours::Start(Instant t) {
  for (uint32_t i = 0; i < heap_.size(); ++i) {
    heap_[i] = {Look(rules_->watched[i], t).ms, i};
  }
  std::make_heap(heap_.begin(), heap_.end(), Later);
  look_at_ = heap_.empty() ? INT64_MAX : heap_[0].at;
  watch_.Lower(look_at_);
}

std::span<const uint32_t> Hours::Turn() {
  const int64_t now = look_at_;
  size_t turned = 0;
  while (heap_[0].at == now) {
    std::pop_heap(heap_.begin(), heap_.end(), Later);
    Entry& entry = heap_.back();
    turned_[turned++] = entry.watched;
    entry.at = Look(rules_->watched[entry.watched], {now}).ms;
    std::push_heap(heap_.begin(), heap_.end(), Later);
  }
  look_at_ = heap_[0].at;
  watch_.Lower(look_at_);
  return std::span(turned_).first(turned);
}

size_t Hours::bytes() const {
  return open_.size() + stretches_.size() * sizeof(Stretch) + on_leave_.size() +
         heap_.size() * sizeof(Entry);
}

}  // namespace kefu
