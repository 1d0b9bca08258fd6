// What moves leave to each other (model/signals.h).

#include "src/model/signals.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <deque>

namespace kefu {
namespace {

void PostOne(Signals* signals, uint32_t agent) {
  signals->Post(SignalKind::kFill).agent = agent;
}

TEST_CASE("signals come first in, first out; what comes next comes first") {
  Signals signals;
  signals.Reserve(3);
  PostOne(&signals, 1);
  PostOne(&signals, 2);
  const Signal& first = signals.Take();
  CHECK(first.agent == 1);
  signals.PostNext(SignalKind::kClose).agent = 10;
  PostOne(&signals, 3);
  CHECK(first.agent == 1);  // as it was, whatever has been posted since
  const Signal& next = signals.Take();
  CHECK(next.kind == SignalKind::kClose);
  signals.PostNext(SignalKind::kClose).agent = 11;
  CHECK(next.agent == 10);
  CHECK(signals.Take().agent == 11);
  CHECK(signals.Take().agent == 2);
  CHECK(signals.Take().agent == 3);
  CHECK(signals.empty());
}

TEST_CASE("a signal that is posted is a new one") {
  Signals signals;
  signals.Reserve(1);
  Signal& signal = signals.Post(SignalKind::kAssign);
  signal.agent = 1;
  signal.fills_on = true;
  signals.Take();
  const Signal& again = signals.Post(SignalKind::kFill);
  CHECK(again.agent == 0);
  CHECK(!again.fills_on);
  signals.Take();
  Signal copied;
  copied.kind = SignalKind::kHand;
  copied.list = 5;
  signals.Post(copied);
  CHECK(signals.Take().list == 5);
}

// Whatever has been posted and taken before: so many more have room.
TEST_CASE("what is reserved has room, and what is taken is left alone") {
  uint32_t seed = 11;
  for (int round = 0; round < 200; ++round) {
    Signals signals;
    std::deque<uint32_t> waiting;
    uint32_t number = 0;
    for (int step = 0; step < 40; ++step) {
      seed = seed * 1664525 + 1013904223;
      const uint32_t n = (seed >> 16) % 4;
      signals.Reserve(n + 1);
      const Signal* taken = nullptr;
      if (!waiting.empty()) {
        taken = &signals.Take();
        REQUIRE(taken->agent == waiting.front());
        waiting.pop_front();
      }
      for (uint32_t i = 0; i <= n; ++i) {
        REQUIRE(signals.HasRoom(n + 1 - i));
        PostOne(&signals, ++number);
        waiting.push_back(number);
        REQUIRE((taken == nullptr || taken->agent < waiting.front()));
      }
      // Mostly more are taken than posted.
      for (uint32_t i = (seed >> 20) % 6; i > 0 && !waiting.empty(); --i) {
        REQUIRE(signals.Take().agent == waiting.front());
        waiting.pop_front();
      }
      REQUIRE(signals.empty() == waiting.empty());
    }
  }
}

}  // namespace
}  // namespace kefu
