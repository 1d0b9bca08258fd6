// When anything at all is to be looked at: one number for all clocks, so that
// an event asks once.

#ifndef KEFU_MODEL_WATCH_H_
#define KEFU_MODEL_WATCH_H_

#include <algorithm>
#include <cstdint>

#include "src/base/inline.h"

namespace kefu {

// No clock is to be looked at before this; perhaps none is then either: what
// has been set and is gone leaves it as it was, until somebody looks.
class Watch {
 public:
  KEFU_INLINE int64_t look_at() const { return look_at_; }
  // A clock is to be looked at then.
  KEFU_INLINE void Lower(int64_t at) { look_at_ = std::min(look_at_, at); }
  // All have been looked at: this is the first of them.
  void Set(int64_t at) { look_at_ = at; }

 private:
  int64_t look_at_ = INT64_MAX;
};

// A clock's way to the watch of its world. What becomes a copy of another
// world's clock keeps its own.
class WatchLink {
 public:
  explicit WatchLink(Watch* watch) : watch_(watch) {}
  WatchLink(const WatchLink&) = delete;
  WatchLink& operator=(const WatchLink&) { return *this; }

  KEFU_INLINE void Lower(int64_t at) const { watch_->Lower(at); }

 private:
  Watch* watch_;
};

}  // namespace kefu

#endif  // KEFU_MODEL_WATCH_H_
