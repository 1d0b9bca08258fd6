// Instants and durations. kefu never asks a clock: every instant comes from
// the host, in the events, and a duration comes from the ruleset.
//
// Both are whole milliseconds in 64 bits. A right got at t with length d holds
// while now < t + d; a timer of length d fires at t + d, before an event of
// that instant (T14). The engine accepts instants from kFirstInstant to
// kLastInstant and rulesets accept durations up to kLongestDuration, so that a
// sum of the two never overflows.

#ifndef KEFU_TIME_H_
#define KEFU_TIME_H_

#include <compare>
#include <cstdint>

#pragma GCC visibility push(default)
namespace kefu {

// A length of time in milliseconds, or `Off` (a timer that never fires, a
// limit that does not bind; T13).
struct Duration {
  int64_t ms = 0;

  static constexpr Duration Milliseconds(int64_t n) { return {n}; }
  static constexpr Duration Seconds(int64_t n) { return {n * 1000}; }
  static constexpr Duration Minutes(int64_t n) { return {n * 60'000}; }
  static constexpr Duration Hours(int64_t n) { return {n * 3'600'000}; }
  static constexpr Duration Days(int64_t n) { return {n * 86'400'000}; }
  // Longer than every other duration.
  static constexpr Duration Off() { return {INT64_MAX}; }
  constexpr bool off() const { return ms == INT64_MAX; }

  friend constexpr auto operator<=>(Duration, Duration) = default;
};

// A point in time: milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
  int64_t ms = 0;

  // Later than every event; the sum of any instant and `Off`.
  static constexpr Instant Never() { return {INT64_MAX}; }
  constexpr bool never() const { return ms == INT64_MAX; }

  friend constexpr auto operator<=>(Instant, Instant) = default;
  friend constexpr Instant operator+(Instant t, Duration d) {
    return d.off() || t.never() ? Never() : Instant{t.ms + d.ms};
  }
  friend constexpr Duration operator-(Instant a, Instant b) {
    return {a.ms - b.ms};
  }
};

inline constexpr Instant kFirstInstant{-(int64_t{1} << 53)};
inline constexpr Instant kLastInstant{int64_t{1} << 53};
inline constexpr Duration kLongestDuration = Duration::Days(36'525);

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_TIME_H_
