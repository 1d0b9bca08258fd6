// The wheel of lazy entries (model/timers.h) against a sorted set: whatever
// lies within its turn or far beyond comes in the order of T2.

#include "src/model/timers.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <set>
#include <tuple>

namespace kefu {
namespace {

using TimerModel = std::set<std::tuple<int64_t, uint64_t, ContactRow>>;

// Of each contact the entry that is alive.
struct LiveEntries {
  std::map<ContactRow, Timers::Entry> by_contact;

  struct Look {
    const LiveEntries& live;
    Timers::Entry operator()(ContactRow contact, int64_t at) const {
      const auto it = live.by_contact.find(contact);
      if (it == live.by_contact.end() || it->second.at != at) return {};
      return it->second;
    }
    void Prefetch(ContactRow) const {}
    void PrefetchMore(ContactRow) const {}
    void Soon(ContactRow) const {}
  };
};

struct TestWheel {
  explicit TestWheel(int64_t turn) : timers(Duration{turn}, 40, &watch) {}

  Watch watch;
  Timers timers;
};

struct TimerRun {
  explicit TimerRun(int64_t turn) : wheel(turn), copy(turn) {}

  int64_t Random(int64_t n) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return static_cast<int64_t>((seed >> 33) % static_cast<uint64_t>(n));
  }
  void Arm(int64_t at) {
    ++number;
    const auto contact = static_cast<ContactRow>(number);
    const Timers::Entry entry{at, number, contact, TimerKind::kNone};
    live.by_contact[contact] = entry;
    wheel.timers.Reserve(1);
    wheel.timers.Arm(entry, Instant{now});
    model.insert({at, number, contact});
  }
  // All that is due by then, one by one.
  void Fire(Timers& timers, LiveEntries alive, TimerModel due,
            int64_t until) const {
    Timers::Entry entry;
    const LiveEntries::Look look{alive};
    while (timers.Next(until, look, &entry)) {
      timers.Reserve(1);
      if (look(entry.contact, entry.at).number == 0) {
        timers.Drop();
        continue;
      }
      REQUIRE(!due.empty());
      REQUIRE(*due.begin() ==
              std::tuple(entry.at, entry.number, entry.contact));
      due.erase(due.begin());
      alive.by_contact.erase(entry.contact);
      timers.Drop();
    }
    REQUIRE((due.empty() || std::get<0>(*due.begin()) > until));
  }
  int64_t Earliest(const Timers& timers) const {
    return timers.Earliest([&](ContactRow contact, int64_t at) {
      const auto it = live.by_contact.find(contact);
      const bool alive = it != live.by_contact.end() && it->second.at == at;
      return alive ? at : INT64_MAX;
    });
  }

  TestWheel wheel, copy;
  LiveEntries live;
  TimerModel model;
  uint64_t seed = 11;
  uint64_t number = 0;
  int64_t now = 1'000'000;
};

void RunTimers(int64_t turn, int64_t furthest) {
  TimerRun run(turn);
  for (int step = 0; step < 3000; ++step) {
    const int64_t ahead = run.Random(4) == 0 ? furthest : turn;
    run.Arm(run.now + run.Random(ahead + 1));
    if (run.Random(8) == 0 && !run.model.empty()) {
      // Dead: it is left where it lies.
      run.live.by_contact.erase(std::get<2>(*run.model.begin()));
      run.model.erase(run.model.begin());
    }
    if (step % 3 != 0) continue;
    const int64_t first =
        run.model.empty() ? INT64_MAX : std::get<0>(*run.model.begin());
    REQUIRE(run.Earliest(run.wheel.timers) == first);
    if (step % 60 == 0) {
      run.copy.timers.CopyFrom(run.wheel.timers);
      REQUIRE(run.Earliest(run.copy.timers) == first);
      run.Fire(run.copy.timers, run.live, run.model, run.now + furthest * 2);
    }
    run.now += run.Random(turn / 50 + 3);
    run.Fire(run.wheel.timers, run.live, run.model, run.now);
    while (!run.model.empty() && std::get<0>(*run.model.begin()) <= run.now) {
      run.live.by_contact.erase(std::get<2>(*run.model.begin()));
      run.model.erase(run.model.begin());
    }
  }
  CHECK(run.number == 3000);
}

TEST_CASE("timers come in the order of T2, all within one turn") {
  RunTimers(100'000, 100'000);
}

TEST_CASE("the same of what lies up to a hundred turns ahead") {
  RunTimers(1'000, 100'000);
}

TEST_CASE("and where a turn is shorter than its slots") { RunTimers(1, 500); }

}  // namespace
}  // namespace kefu
