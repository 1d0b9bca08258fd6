// What if (E3): a recorded log once more, under another ruleset.
//
//   OpenLog log = JsonLines(text);
//   ReplayResult was = WhatIf(old_rules, log, {});
//   ReplayModel model{.who = ReplayWho::kWhoeverServes,
//                     .when = ReplayWhen::kClosedLoop,
//                     .record = ReadRecordedLog(old_rules, log)};
//   ReplayResult would_be = WhatIf(new_rules, log, model);
//   Comparison difference = Compare(was, would_be);
//
// A log says what happened under the ruleset of its day. Under another one
// sessions go to other agents at other times, and then it is a question what
// the log still says: would he have written who was not served yet, and who
// closes a session that now is somebody else's? The model is the answer, and
// it is chosen. It has two parts.
//
// *Who acts*, for an event of the agent who serves (`agent_sends`,
// `agent_transfers`, `agent_holds`, `agent_unholds`, and `agent_closes` with an
// agent):
//
//   kRecordedAgent  the agent of the log. If the session is not his now, the
//                   engine refuses it (`not_your_session`).
//   kWhoeverServes  the agent who serves the session now takes the place of
//                   the recorded one. If nobody serves, it is left out.
//
// Agents who take, claim, move, discard, block or set something act for
// themselves in both.
//
// *When*:
//
//   kRecordedTimes  every event at its own time, in the order of the log.
//   kClosedLoop     what customers and agents say to each other depends on
//                   when the session is assigned. Needs the RecordedLog.
//
// With kRecordedAgent, kRecordedTimes and no `service` a replay is the log fed
// to the engine, event for event: the same effects, the same digest. In every
// other model the replay lets time pass to each deadline of the engine first,
// which shows in the ordinals of the events and in nothing else (T3).
//
// The closed loop, exactly. The record (ReadRecordedLog) is the log under the
// ruleset of its day. There each event has its part:
//
//   free     It is about no customer or no desk (connections, statuses,
//            settings, `time_passes`), or takes a list (`agent_accepts`), or
//            the customer left the page or added a contact, or he had no open
//            session and it is no entry. It keeps its time.
//   entry    It opened a session, or is a `customer_enters` while one was
//            open, or before one that opened later (S1). It keeps its time.
//   waiting  It is about a session that had no agent so far. It keeps its
//            time. A message is applied if the session waits, is served, or
//            was ended by a rule; giving up, a discard, and a close by the
//            host are applied if the session waits; all are left out otherwise.
//   service  It is about a session that had been assigned before: a *step*. It
//            keeps its distance from the step before it, and the first one
//            from the first assignment of the session: so do they all. A block
//            that ends keeps its length.
//   refused  By the contract (T1: a duplicate, a time that went back or out
//            of range, a broken record). It is left out. All others are given
//            without `seq` and `id`: their order is not that of the log.
//
// Times are those at which the record took them (T1, `late_events`). Events
// due at one instant are taken in the order of the log; closes by `service`
// come before all of them (T14), in the order of their sessions. Timers of the
// engine fire at their own deadlines, before both.
//
// A session of the replay takes the *course* (the steps) of that session of
// the record whose entry opened it, or was the first to come while it was
// open. Steps count from the assignment or, if that came later, from the entry
// that opened the session of the record. Then:
//
// - A step of the agent who serves, or of the host in his place, that is due
//   while the session waits again is held until somebody serves. It comes as
//   long after that assignment as it would have come after the session went
//   back to the list; the later steps follow it. Without an open session it is
//   left out.
// - A customer's step is applied in any case, and may open a session, which
//   then goes on with the course.
// - Who was served in the record never gives up: `customer_leaves what: queue`
//   and `agent_discards` of a session that had come back to the waiting list
//   are, as steps, closes by the host of the session when it is served.
// - Who gave up in the record unserved gives up at the same time, if he still
//   waits.
// - A session that the record never served, or does not know, has no course.
//   The host closes it `unserved` after its assignment.
// - Two sessions of the record that are one in the replay (the customer comes
//   again while the first still waits or lasts): the courses follow each other,
//   and only the last close is applied. Who belongs to the first one decides
//   whether he gives up.
// - After its own close a course is over: what the log still says of its
//   session (a message while it waited longer) is left out. A session that
//   the ruleset ended goes on with the customer's next message, in a new one.
// - As long as a course has no session (the entry opens none under this
//   ruleset) customers' steps keep their recorded times and agents' are left
//   out.
// - Closes by a timer are not steps: they are the ruleset's, not the record's.
//   A session that nothing closes stays open to the end.
//
// Under the ruleset of the record the closed loop gives the assignments and
// closes of the log itself, if nothing in the log was refused and nobody left
// the waiting list who had been served before.

#ifndef KEFU_REPLAY_H_
#define KEFU_REPLAY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kefu/effect.h"
#include "kefu/engine.h"
#include "kefu/event.h"
#include "kefu/ids.h"
#include "kefu/metrics.h"
#include "kefu/ruleset.h"
#include "kefu/time.h"
#include "kefu/trace.h"

#pragma GCC visibility push(default)
namespace kefu {

// ---------------------------------------------------------------- the input

// Appends the next events of a log, as many as it likes, and returns whether
// there were any; false is the end. What it throws the replay passes on.
using EventFeed = std::function<bool(EventBatch*)>;
// Opens the log from its beginning, with names looked up in this engine: ids
// are of an engine, so every pass reads the log anew.
using OpenLog = std::function<EventFeed(Engine*)>;

// A log in memory is wrong: what() has it in words, with its place.
template <class Error>  // LogError or BinaryLogError
struct WrongLog : std::invalid_argument {
  WrongLog(const std::string& text, Error error_in)
      : std::invalid_argument(text), error(std::move(error_in)) {}
  Error error;
};

// A log as JSON Lines (kefu/log.h), or as a binary log (kefu/binary_log.h),
// all of it; IsBinaryLog says which one it is. It must outlive what opens it.
// A wrong line throws WrongLog<LogError>, a wrong block
// WrongLog<BinaryLogError>, after the events before it.
OpenLog JsonLines(std::string_view text);
OpenLog BinaryLog(std::string_view bytes);

struct RecordData;  // what the replay reads; not public

// What a log shows under the ruleset that it was recorded with. It never
// changes; any number of replays in any number of threads may share one.
class RecordedLog {
 public:
  explicit RecordedLog(std::unique_ptr<const RecordData> data);
  ~RecordedLog();
  RecordedLog(const RecordedLog&) = delete;
  RecordedLog& operator=(const RecordedLog&) = delete;

  uint64_t events() const;
  uint64_t sessions() const;  // opened
  uint64_t served() const;    // assigned at least once
  // The mean time from a session's first assignment to its close, rounded
  // down to milliseconds; none if no session was served and closed.
  std::optional<Duration> MeanService() const;

  const RecordData& data() const { return *data_; }

 private:
  std::unique_ptr<const RecordData> data_;
};

// Runs the log once under the ruleset of its day. 32 bytes an event. Throws
// std::bad_alloc, std::length_error beyond 2^32 - 2 events, and what the feed
// throws. REQUIRES: ruleset is not null.
std::shared_ptr<const RecordedLog> ReadRecordedLog(
    std::shared_ptr<const Ruleset> ruleset, const OpenLog& log);

// ---------------------------------------------------------------- the model

enum class ReplayWho : uint8_t { kRecordedAgent, kWhoeverServes };
enum class ReplayWhen : uint8_t { kRecordedTimes, kClosedLoop };

// How long this assignment lasts, if the host knows: then the host closes the
// session so long after it, unless it has ended or is another agent's by then,
// and the record's close of that session is left out. 0 or more; Off: never.
using ServiceTime = std::function<std::optional<Duration>(
    const Engine& engine, const EffectRecord& assign)>;

struct ReplayModel {
  ReplayWho who = ReplayWho::kRecordedAgent;
  ReplayWhen when = ReplayWhen::kRecordedTimes;
  // REQUIRED with kClosedLoop, and of the same log; else not used.
  std::shared_ptr<const RecordedLog> record = nullptr;
  // Optional, in both loops: with recorded times its closes are added.
  ServiceTime service = nullptr;
  // In a closed loop, of a session without a course. Default: the record's
  // MeanService(). Off: nobody closes it.
  std::optional<Duration> unserved = std::nullopt;
};

// --------------------------------------------------------------- the replay

// What a watcher sees, the cheapest first.
enum class ReplayDetail : uint8_t {
  kBatches,    // the effects, of many calls together where that is faster
  kCalls,      // after each call of the engine, with the engine as it is then
  kExplained,  // the same, with an explanation of each routing (E1)
};
using ReplayWatcher =
    std::function<void(std::span<const EffectRecord> effects,
                       std::span<const Explanation> explanations)>;

struct ReplayCounts {
  uint64_t taken = 0;     // events read of the log
  uint64_t applied = 0;   // of them, given to the engine
  uint64_t left_out = 0;  // the others; known when Run is over
  uint64_t added = 0;     // closes by `service` or `unserved`
};

// One pass of a log through an engine. Not to be used from two threads at
// once. A moved-from replay may only be destroyed.
class Replay {
 public:
  // REQUIRES: ruleset is not null. Throws std::invalid_argument for a closed
  // loop without a record.
  Replay(std::shared_ptr<const Ruleset> ruleset, ReplayModel model);
  // Goes on from a given state, such as a restored one; the log must then be
  // opened behind the events that made it. With recorded times and without
  // `service` that gives what the whole log gives, because nothing but the
  // engine carries state from one event to the next.
  Replay(Engine engine, ReplayModel model);
  ~Replay();
  Replay(Replay&&) noexcept;
  Replay& operator=(Replay&&) noexcept;

  // Called during Run; set it before. It must not change the engine.
  void Watch(ReplayDetail detail, ReplayWatcher watcher);

  // Opens the log and takes all of it. To be called once. A closed loop holds
  // the log in memory, recorded times only what the feed appends at a time.
  // Throws std::bad_alloc and what the feed and the watcher throw; the engine
  // is then as after the last event. If it is the feed, events that it had
  // given before have been applied (recorded times) or not (closed loop).
  void Run(const OpenLog& log);

  Engine& engine();
  const Engine& engine() const;
  // During Run too: with recorded times, `taken` is the place in the log.
  const ReplayCounts& counts() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// --------------------------------------------------------------- the output

// What became of one session. Ids are of its engine.
struct SessionOutcome {
  SessionNumber session;
  CustomerId customer;
  DeskId desk;
  // Among the customer's sessions at this desk, from 1; 0 before Finish.
  uint32_t ordinal = 0;
  Instant opened_at;
  Instant joined_at = Instant::Never();  // the waiting list; Never: it did not
  // The first assignment; Never and none without one.
  Instant assigned_at = Instant::Never();
  AgentId agent;
  GroupId group;  // of the assignment, or where it waited
  AssignBy by = AssignBy::kNone;
  // Until the first assignment, or the close without one; of a session that
  // still waits, until the end that was given to Finish.
  Duration waited;
  Instant closed_at = Instant::Never();  // Never: open at the end
  Reason closed = Reason::kNone;
  ClosedBy closed_by = ClosedBy::kNone;
  uint32_t reassigned = 0;  // further assignments

  friend bool operator==(const SessionOutcome&,
                         const SessionOutcome&) = default;
};

// The figures of a replay in numbers that can be subtracted.
struct ReplayFigures {
  uint64_t sessions = 0;
  uint64_t taken_at_once = 0;
  uint64_t taken_after_wait = 0;
  uint64_t abandoned = 0;  // closed before an agent took them
  uint64_t still_waiting = 0;
  uint64_t reassigned = 0;
  uint64_t refused = 0;
  uint64_t peak_waiting = 0;
  // Of the sessions that were taken, in milliseconds (Waits).
  int64_t wait_median_ms = 0;
  int64_t wait_90_ms = 0;
  int64_t wait_worst_ms = 0;
  int64_t wait_total_ms = 0;

  friend bool operator==(const ReplayFigures&, const ReplayFigures&) = default;
};

// Collects outcomes and figures: feed every effect of an engine, in order.
// Not to be used from two threads at once. Throws std::bad_alloc.
class Outcomes {
 public:
  void Add(const EffectRecord& effect);
  // Closes the books at `end`, an instant not before the last effect. To be
  // called once, after the last effect.
  void Finish(Instant end);

  // In the order in which they opened.
  const std::vector<SessionOutcome>& Sessions() const { return sessions_; }
  const Metrics& metrics() const { return metrics_; }
  // REQUIRES: Finish.
  ReplayFigures Figures() const;

 private:
  void Open(const EffectRecord& effect);
  SessionOutcome* Find(uint64_t session);
  void NumberSessions();

  std::vector<SessionOutcome> sessions_;  // by number
  Metrics metrics_;
};

// A finished replay: its engine, for names and questions, and what it came to.
struct ReplayResult {
  Engine engine;
  Outcomes outcomes;
  ReplayCounts counts;
};

// A whole replay.
ReplayResult WhatIf(std::shared_ptr<const Ruleset> ruleset, const OpenLog& log,
                    ReplayModel model);

// --------------------------------------------------------- the differences

// A session that is not the same in both results: the same customer, desk and
// ordinal, all by name. At least one place is set, and one flag if both are.
struct SessionDifference {
  std::optional<size_t> first, second;  // places in Outcomes::Sessions()
  bool agent = false;                   // of the first assignment, by name
  bool group = false;
  bool by = false;
  bool waited = false;
  bool opened = false;      // at another time
  bool closed = false;      // at another time, or for another reason
  bool reassigned = false;  // how often

  friend bool operator==(const SessionDifference&,
                         const SessionDifference&) = default;
};

struct Comparison {
  // Those of the first result in its order, then those of the second only.
  std::vector<SessionDifference> sessions;
  uint64_t both = 0;  // sessions that exist in both results
  uint64_t only_first = 0, only_second = 0;
  // Of those in both, how many differ in this.
  uint64_t other_agent = 0, other_group = 0, other_way = 0, other_wait = 0;
  uint64_t other_opening = 0, other_close = 0, other_reassigned = 0;
  ReplayFigures first, second;
};

// REQUIRES: both are finished. Throws std::bad_alloc.
Comparison Compare(const ReplayResult& first, const ReplayResult& second);

}  // namespace kefu
#pragma GCC visibility pop

#endif  // KEFU_REPLAY_H_
