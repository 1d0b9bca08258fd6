#include "src/lint/week.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "fmt/format.h"

namespace kefu::lint {
namespace {

constexpr const char* kDays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                 "Friday", "Saturday", "Sunday"};

std::string TimeOfDay(int64_t ms) {
  const int64_t seconds = ms / 1000;
  const std::string text =
      fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
  return seconds % 60 == 0 ? text : fmt::format("{}:{:02}", text, seconds % 60);
}

}  // namespace

std::string ToText(const Week::Span& span) {
  const int64_t day = span.from / kDayMs;
  // Its end belongs to the day before midnight.
  const int64_t last = (span.to - 1) / kDayMs;
  const std::string begin =
      fmt::format("{} {}", kDays[day], TimeOfDay(span.from - day * kDayMs));
  const std::string end = TimeOfDay(span.to - last * kDayMs);
  return last == day ? fmt::format("{} to {}", begin, end)
                     : fmt::format("{} to {} {}", begin, kDays[last], end);
}

Week Week::Whole() {
  Week week;
  week.spans_.push_back({0, kLength});
  return week;
}

Week Week::Of(const ScheduleData& schedule) {
  Week week;
  for (size_t day = 0; day < schedule.week.size(); ++day) {
    for (const DaySlot& slot : schedule.week[day]) week.Add(day, slot);
  }
  return week;
}

bool Week::whole() const { return spans_.size() == 1 && Length() == kLength; }

int64_t Week::Length() const {
  int64_t length = 0;
  for (const Span& span : spans_) length += span.to - span.from;
  return length;
}

void Week::Add(size_t day, const DaySlot& slot) {
  const int64_t midnight = static_cast<int64_t>(day) * kDayMs;
  const Span span{midnight + slot.from, midnight + slot.to};
  Add(Span{span.from, std::min(span.to, kLength)});
  if (span.to > kLength) Add(Span{0, span.to - kLength});
}

void Week::Add(const Week& other) {
  std::vector<Span> all = std::move(spans_);
  const size_t own = all.size();
  all.insert(all.end(), other.spans_.begin(), other.spans_.end());
  std::inplace_merge(
      all.begin(), all.begin() + static_cast<std::ptrdiff_t>(own), all.end(),
      [](const Span& a, const Span& b) { return a.from < b.from; });
  spans_.clear();
  for (const Span& span : all) {
    if (spans_.empty() || spans_.back().to < span.from) {
      spans_.push_back(span);
    } else {
      spans_.back().to = std::max(spans_.back().to, span.to);
    }
  }
}

// Joins it with what it overlaps or touches.
void Week::Add(Span span) {
  const auto begin =
      std::find_if(spans_.begin(), spans_.end(),
                   [&](const Span& other) { return other.to >= span.from; });
  auto end = begin;
  for (; end != spans_.end() && end->from <= span.to; ++end) {
    span.from = std::min(span.from, end->from);
    span.to = std::max(span.to, end->to);
  }
  spans_.insert(spans_.erase(begin, end), span);
}

// Both are ascending: what is past is not looked at again.
Week Week::Without(const Week& other) const {
  Week left;
  auto gone = other.spans_.begin();
  for (Span span : spans_) {
    while (gone != other.spans_.end() && gone->to <= span.from) ++gone;
    for (auto at = gone; at != other.spans_.end() && at->from < span.to; ++at) {
      if (at->from > span.from) left.spans_.push_back({span.from, at->from});
      span.from = at->to;
    }
    if (span.from < span.to) left.spans_.push_back(span);
  }
  return left;
}

Week Week::And(const Week& other) const {
  return Without(Whole().Without(other));
}

}  // namespace kefu::lint
