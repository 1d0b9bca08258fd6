// The week as a set of times, in milliseconds from Monday 00:00 local time:
// spans that do not touch, ascending. What a schedule says but for its
// calendar.

#ifndef KEFU_LINT_WEEK_H_
#define KEFU_LINT_WEEK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "src/model/schedule.h"

namespace kefu::lint {

class Week {
 public:
  static constexpr int64_t kLength = 7 * kDayMs;
  struct Span {
    int64_t from = 0;
    int64_t to = 0;
  };

  static Week Whole();
  static Week Of(const ScheduleData& schedule);

  bool empty() const { return spans_.empty(); }
  bool whole() const;
  const std::vector<Span>& spans() const { return spans_; }
  int64_t Length() const;  // of all spans together

  // A slot of a day, 0 is Monday; what goes beyond Sunday begins the week.
  void Add(size_t day, const DaySlot& slot);
  void Add(const Week& other);
  Week Without(const Week& other) const;
  Week And(const Week& other) const;

 private:
  void Add(Span span);

  std::vector<Span> spans_;
};

// "Monday 18:00 to 24:00", "Monday 18:00 to Tuesday 09:00".
std::string ToText(const Week::Span& span);

}  // namespace kefu::lint

#endif  // KEFU_LINT_WEEK_H_
