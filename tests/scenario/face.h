// A face is one way of reaching an engine. Every scenario can be run through
// every face: the C++ class now; an engine that is saved and restored after
// each call, or the C API, are further implementations of this interface.

#ifndef KEFU_TESTS_SCENARIO_FACE_H_
#define KEFU_TESTS_SCENARIO_FACE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kefu/config.h"
#include "kefu/counterfactuals.h"
#include "kefu/engine.h"
#include "kefu/lint.h"

namespace kefu::scenario {

// What `? hours` asks of a schedule (C4), and what it says; nullopt: unknown.
struct HoursQuestion {
  ScheduleId schedule;
  Instant at;
  Instant to;
  Duration add;
  int64_t days = 0;
};
struct HoursAnswer {
  std::optional<bool> open;
  std::optional<Instant> opening, closing, after, day;
  std::optional<Duration> time;
};

// What an agent may send by hand, ready to go out (K6).
struct ReplyQuestion {
  std::string typed;
  AgentId agent;
  Instant at;
};
struct ReplyAnswer {
  bool personal = false;
  std::string folder, shortcut;
  MessagesConfig messages;
};
struct ScriptAnswer {
  std::string situation;
  MessagesConfig messages;
};

class Face {
 public:
  virtual ~Face() = default;

  virtual const Ruleset& ruleset() const = 0;
  virtual CustomerId Customer(std::string_view name) = 0;
  virtual std::string CustomerName(CustomerId id) const = 0;

  // One event by the single door.
  virtual void Apply(const EventRecord& event,
                     std::span<const std::byte> payloads, Effects* effects) = 0;
  // The batch door; returns the number of events applied.
  virtual size_t ApplyBatch(std::span<const EventRecord> events,
                            std::span<const std::byte> payloads,
                            Effects* effects) = 0;

  virtual std::optional<Instant> Now() const = 0;
  virtual std::optional<Instant> NextDeadline() const = 0;
  virtual SessionInfo Session(CustomerId customer, DeskId desk) const = 0;
  virtual PositionInfo Position(CustomerId customer, DeskId desk) const = 0;
  virtual uint32_t Waiting(GroupId group) const = 0;
  virtual uint32_t Waiting(DeskId desk) const = 0;
  virtual PoolInfo Pool(GroupId group) const = 0;
  virtual PoolInfo Pool(DeskId desk) const = 0;
  virtual AgentInfo Agent(AgentId agent) const = 0;
  virtual std::vector<ListedSession> WaitingSessions(GroupId group,
                                                     size_t limit) const = 0;
  virtual std::vector<ListedSession> WaitingSessions(DeskId desk,
                                                     size_t limit) const = 0;
  virtual std::vector<ListedSession> PooledSessions(GroupId group,
                                                    size_t limit) const = 0;
  virtual std::vector<ListedSession> PooledSessions(DeskId desk,
                                                    size_t limit) const = 0;
  virtual std::vector<ListedSession> SessionsOf(AgentId agent) const = 0;
  virtual std::vector<AgentId> Online() const = 0;
  virtual std::vector<CrowdId> CrowdsOf(CustomerId customer) const = 0;
  virtual uint64_t OpenSessions() const = 0;
  virtual uint64_t Customers() const = 0;
  virtual uint64_t Events() const = 0;
  virtual SendInfo MaySend(const Engine::SendQuestion& question) const = 0;
  virtual std::vector<UnansweredInfo> Unanswered(
      const Engine::UnansweredQuestion& question) const = 0;
  virtual StatsInfo Stats() const = 0;
  virtual HoursAnswer Hours(const HoursQuestion& question) const;
  // What a `send` sends (K7).
  virtual MessagesConfig Render(const EffectRecord& send) const;
  virtual std::vector<ReplyAnswer> Replies(const ReplyQuestion& question) const;
  virtual std::vector<ScriptAnswer> Scripts(
      const ReplyQuestion& question) const;
  // What is unwise in the ruleset (E4), without places.
  virtual std::vector<LintFinding> Lint() const;
  virtual Explanation Explain(const Engine::Request& request) const = 0;
  virtual CounterfactualResult Counterfactuals(
      CustomerId customer, DeskId desk,
      const CounterfactualOptions& options) const = 0;
  virtual Violation CheckInvariants() const = 0;
};

// Makes a face for a ruleset in JSON. Throws std::runtime_error with the
// errors of the config.
using FaceMaker = std::unique_ptr<Face> (*)(const std::string& ruleset);

// The C++ class Engine.
std::unique_ptr<Face> MakeEngineFace(const std::string& ruleset);
#if __has_include("kefu/snapshot.h")
// The same, saved and restored after each call.
std::unique_ptr<Face> MakeRestoredFace(const std::string& ruleset);
#endif
// Everything through kefu.h: event by event or in batches; through the door of
// bytes; saved and restored after each call.
std::unique_ptr<Face> MakeCFace(const std::string& ruleset);
std::unique_ptr<Face> MakeBytesFace(const std::string& ruleset);
std::unique_ptr<Face> MakeCRestoredFace(const std::string& ruleset);

}  // namespace kefu::scenario

#endif  // KEFU_TESTS_SCENARIO_FACE_H_
