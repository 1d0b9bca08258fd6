// The C face: everything through kefu.h and libkefu_c.so. The ruleset is
// parsed a second time in C++, for the words of the scenario; equal texts give
// equal ids.

#ifndef KEFU_TESTS_SCENARIO_C_FACE_H_
#define KEFU_TESTS_SCENARIO_C_FACE_H_

#include <kefu.h>

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/scenario/face.h"

namespace kefu::scenario {

inline void Check(int result, const char* what) {
  if (result >= 0 || result == KEFU_ERROR_NOT_FOUND) return;
  throw std::runtime_error(std::string(what) + ": " + kefu_strerror(result));
}

// A buffer, for as long as one call.
class Text {
 public:
  Text() { Check(kefu_buffer_new(&buffer_), "kefu_buffer_new"); }
  ~Text() { kefu_buffer_free(buffer_); }
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;
  kefu_buffer* get() { return buffer_; }
  std::string str() const {
    return {kefu_buffer_data(buffer_), kefu_buffer_size(buffer_)};
  }

 private:
  kefu_buffer* buffer_ = nullptr;
};

class CFace : public Face {
 public:
  explicit CFace(const std::string& json)
      : ruleset_(ParseRuleset(json).ruleset) {
    Check(
        kefu_parse_ruleset(&rules_, nullptr, json.data(), json.size(), nullptr),
        "kefu_parse_ruleset");
    Check(kefu_engine_new(&engine_, rules_), "kefu_engine_new");
    Check(kefu_explanations_new(&why_), "kefu_explanations_new");
  }
  ~CFace() override {
    kefu_explanations_free(why_);
    kefu_engine_free(engine_);
    kefu_ruleset_release(rules_);
  }

  const Ruleset& ruleset() const override { return *ruleset_; }
  CustomerId Customer(std::string_view name) override {
    CustomerId id;
    Check(kefu_customer(&id.value, engine_, name.data(), name.size()),
          "kefu_customer");
    names_.emplace(id.value, name);
    return id;
  }
  std::string CustomerName(CustomerId id) const override {
    Text name;
    Check(kefu_customer_name(name.get(), engine_, id.value), "customer_name");
    if (!name.str().empty()) return name.str();
    const auto found = names_.find(id.value);  // forgotten meanwhile (T9)
    return found == names_.end() ? "" : found->second;
  }

  void Apply(const EventRecord& event, std::span<const std::byte> payloads,
             Effects* effects) override;
  size_t ApplyBatch(std::span<const EventRecord> events,
                    std::span<const std::byte> payloads,
                    Effects* effects) override;

  std::optional<Instant> Now() const override {
    return Given(kefu_now, "kefu_now");
  }
  std::optional<Instant> NextDeadline() const override {
    return Given(kefu_next_deadline, "kefu_next_deadline");
  }
  SessionInfo Session(CustomerId customer, DeskId desk) const override;
  PositionInfo Position(CustomerId customer, DeskId desk) const override;
  uint32_t Waiting(GroupId group) const override {
    return kefu_waiting_at_group(engine_, group.value);
  }
  uint32_t Waiting(DeskId desk) const override {
    return kefu_waiting_at_desk(engine_, desk.value);
  }
  PoolInfo Pool(GroupId group) const override;
  PoolInfo Pool(DeskId desk) const override;
  AgentInfo Agent(AgentId agent) const override;
  SendInfo MaySend(const Engine::SendQuestion& question) const override;
  std::vector<UnansweredInfo> Unanswered(
      const Engine::UnansweredQuestion& question) const override;
  std::vector<ListedSession> WaitingSessions(GroupId group,
                                             size_t limit) const override;
  std::vector<ListedSession> WaitingSessions(DeskId desk,
                                             size_t limit) const override;
  std::vector<ListedSession> PooledSessions(GroupId group,
                                            size_t limit) const override;
  std::vector<ListedSession> PooledSessions(DeskId desk,
                                            size_t limit) const override;
  std::vector<ListedSession> SessionsOf(AgentId agent) const override;
  std::vector<AgentId> Online() const override;
  std::vector<CrowdId> CrowdsOf(CustomerId customer) const override;
  uint64_t OpenSessions() const override { return kefu_open_sessions(engine_); }
  uint64_t Customers() const override { return kefu_known_customers(engine_); }
  uint64_t Events() const override { return kefu_events(engine_); }
  StatsInfo Stats() const override;
  HoursAnswer Hours(const HoursQuestion& question) const override;
  MessagesConfig Render(const EffectRecord& send) const override;
  std::vector<ReplyAnswer> Replies(
      const ReplyQuestion& question) const override;
  std::vector<ScriptAnswer> Scripts(
      const ReplyQuestion& question) const override;
  std::vector<LintFinding> Lint() const override;
  CounterfactualResult Counterfactuals(
      CustomerId customer, DeskId desk,
      const CounterfactualOptions& options) const override;
  Explanation Explain(const Engine::Request& request) const override;
  Violation CheckInvariants() const override {
    Text violation;
    Check(kefu_check_invariants(violation.get(), engine_), "invariants");
    return violation.str();
  }

 protected:
  static const kefu_event* ToC(const EventRecord* records) {
    return reinterpret_cast<const kefu_event*>(records);
  }

  template <class Ask>
  std::optional<Instant> Given(Ask ask, const char* what) const {
    Instant instant;
    const int result = ask(&instant.ms, engine_);
    Check(result, what);
    if (result != KEFU_OK) return std::nullopt;
    return instant;
  }

  kefu_ruleset* rules_ = nullptr;
  kefu_engine* engine_ = nullptr;

 private:
  std::shared_ptr<const Ruleset> ruleset_;
  kefu_explanations* why_ = nullptr;
  std::map<uint64_t, std::string> names_;
};

}  // namespace kefu::scenario

#endif  // KEFU_TESTS_SCENARIO_C_FACE_H_
