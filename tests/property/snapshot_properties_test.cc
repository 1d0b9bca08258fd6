// Saved, restored and forked after each event, an engine goes on as if it were
// not (T7, T8): in every world the same effects, answers, deadlines and
// digests.

#include <doctest/doctest.h>

#include <cstddef>
#include <utility>
#include <vector>

#include "kefu/snapshot.h"
#include "tests/property/story.h"

namespace kefu::property {
namespace {

using Bytes = std::vector<std::byte>;

Bytes SnapshotOf(const Engine& engine) {
  Bytes bytes;
  AppendSnapshot(engine, &bytes);
  return bytes;
}

bool Same(const SessionInfo& a, const SessionInfo& b) {
  return a.number == b.number && a.state == b.state && a.agent == b.agent &&
         a.group == b.group && a.priority == b.priority && a.cost == b.cost &&
         a.opened_at == b.opened_at && a.joined_at == b.joined_at &&
         a.assigned_at == b.assigned_at && a.held == b.held &&
         a.lapsed == b.lapsed && a.offered_to == b.offered_to &&
         a.offered_until == b.offered_until;
}
bool Same(const PositionInfo& a, const PositionInfo& b) {
  return a.position == b.position && a.ahead == b.ahead &&
         a.estimated_wait == b.estimated_wait;
}
bool Same(const AgentInfo& a, const AgentInfo& b) {
  return a.status == b.status && a.auto_accept == b.auto_accept &&
         a.capacity == b.capacity && a.load == b.load &&
         a.sessions == b.sessions;
}
bool Same(const StatsInfo& a, const StatsInfo& b) {
  const auto counts = [](const StatsInfo& s) {
    return std::vector{s.customers, s.agents_online, s.sessions,    s.waiting,
                       s.serving,   s.load,          s.events,      s.refusals,
                       s.opened,    s.closed,        s.assignments, s.timers,
                       s.forgotten};
  };
  return counts(a) == counts(b);
}

// "", or which answer differs.
std::string CompareAnswers(const Engine& a, const Engine& b, const Cast& cast) {
  if (a.NextDeadline() != b.NextDeadline()) return "NextDeadline differs\n";
  if (!Same(a.Stats(), b.Stats())) return "Stats differs\n";
  for (const AgentId agent : cast.agents) {
    if (!Same(a.Agent(agent), b.Agent(agent))) return "Agent differs\n";
  }
  for (const GroupId group : cast.groups) {
    if (a.Waiting(group) != b.Waiting(group)) return "Waiting differs\n";
  }
  for (const CustomerId customer : cast.customers) {
    if (a.Knows(customer) != b.Knows(customer)) return "Knows differs\n";
    if (a.CustomerName(customer) != b.CustomerName(customer)) {
      return "CustomerName differs\n";
    }
    for (const DeskId desk : cast.desks) {
      if (!Same(a.Session(customer, desk), b.Session(customer, desk))) {
        return "Session differs\n";
      }
      if (!Same(a.Position(customer, desk), b.Position(customer, desk))) {
        return "Position differs\n";
      }
    }
  }
  return "";
}

// Tells the steps to both; `passage` is what the second engine goes through
// after each, and may find something wrong.
template <class Passage>
std::string Go(const Story& story, Passage passage) {
  Player plain(story.world, story.ruleset);
  Player other(story.world, story.ruleset);
  std::string wrong;
  other.set_passage(
      [&](Engine engine) { return passage(std::move(engine), &wrong); });
  for (size_t i = 0; i < story.steps.size(); ++i) {
    wrong = Compare(plain.Do(story.steps[i]), other.Do(story.steps[i])) + wrong;
    const Engine& one = plain.engine();
    const Engine& two = other.engine();
    if (one.Digest() != two.Digest()) wrong += "the digests differ\n";
    if (SnapshotOf(one) != SnapshotOf(two)) wrong += "the bytes differ\n";
    wrong += CompareAnswers(one, two, plain.cast());
    wrong += two.CheckInvariants();
    if (!wrong.empty()) return story.Failure(i, wrong);
  }
  return "";
}

TEST_CASE("T7: an engine that is restored after each event goes on as before") {
  ForEachStory(150, {}, {}, [](const Story& story) {
    return Go(story, [&](Engine engine, std::string* wrong) {
      RestoreResult result = Restore(SnapshotOf(engine), story.ruleset);
      if (result) return std::move(*result.engine);
      *wrong += ToText(*result.error, "snapshot") + "\n";
      return engine;
    });
  });
}

// The engine that was forked hears of events that its fork does not, which
// must not change the fork; nor the other way round.
TEST_CASE("T8: a fork goes on as its original, and leaves it alone") {
  ForEachStory(150, {}, {}, [](const Story& story) {
    Engine left(story.ruleset);
    Bytes before;
    int turn = 0;
    return Go(story, [&](Engine engine, std::string* wrong) {
      if (!before.empty() && SnapshotOf(left) != before) {
        *wrong += "a fork has changed its original\n";
      }
      // Into new memory, or over an engine that went elsewhere.
      Engine fork = ++turn % 2 != 0 ? engine.Fork() : std::move(left);
      if (turn % 2 == 0) {
        Effects effects;
        const auto now = fork.Now();
        fork.Apply(TimePasses{.at = {now ? now->ms + 3'600'000 : 0}}, &effects);
        engine.ForkInto(&fork);
      }
      left = std::move(engine);
      before = SnapshotOf(left);
      return fork;
    });
  });
}

}  // namespace
}  // namespace kefu::property
