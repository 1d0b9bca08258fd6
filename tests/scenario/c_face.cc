// The C face: everything through kefu.h and libkefu_c.so. The ruleset is
// parsed a second time in C++, for the words of the scenario; equal texts give
// equal ids.

#include <kefu.h>

#include <cstring>
#include <map>
#include <stdexcept>
#include <vector>

#include "src/base/effect_writer.h"
#include "tests/scenario/face.h"
#include "tests/scenario/message_json.h"

namespace kefu::scenario {
namespace {

void Check(int result, const char* what) {
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

void Append(const kefu_effect* effects, size_t count, Effects* out) {
  EffectWriter writer;
  writer.Begin(out, 0);
  writer.Reserve(count);
  for (size_t i = 0; i < count; ++i) {
    EffectRecord* const to = &writer.Add(EffectType::kNone);
    std::memcpy(static_cast<void*>(to), effects + i, sizeof *effects);
  }
}

// A list does not tell its limit; how many more it takes until it is full does.
size_t LimitOf(const Effects& effects) {
  constexpr size_t kMost = 64;
  const kefu_effect nothing = {};
  Effects copy = effects;
  while (!copy.full() && copy.size() < kMost) Append(&nothing, 1, &copy);
  return copy.full() ? copy.size() : 0;
}

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
             Effects* effects) override {
    const kefu_effect* made = nullptr;
    size_t count = 0;
    Check(kefu_apply(&made, &count, engine_, ToC(&event), payloads.data(),
                     payloads.size()),
          "kefu_apply");
    Append(made, count, effects);
  }
  size_t ApplyBatch(std::span<const EventRecord> events,
                    std::span<const std::byte> payloads,
                    Effects* effects) override {
    const kefu_effect* made = nullptr;
    size_t count = 0;
    size_t applied = 0;
    Check(kefu_apply_records(&made, &count, &applied, engine_,
                             ToC(events.data()), events.size(), payloads.data(),
                             payloads.size(), LimitOf(*effects)),
          "kefu_apply_records");
    Append(made, count, effects);
    return applied;
  }

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
  std::vector<CrowdId> CrowdsOf(CustomerId customer) const override {
    size_t count = 0;
    Check(kefu_crowds_of(nullptr, 0, &count, engine_, customer.value),
          "kefu_crowds_of");
    std::vector<uint16_t> ids(count);
    Check(kefu_crowds_of(ids.data(), count, &count, engine_, customer.value),
          "kefu_crowds_of");
    std::vector<CrowdId> crowds;
    for (const uint16_t id : ids) crowds.push_back({id});
    return crowds;
  }
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
  std::vector<LintFinding> Lint() const override {
    kefu_errors* found = nullptr;
    Check(kefu_errors_new(&found), "kefu_errors_new");
    Check(kefu_lint(found, rules_, nullptr, 0), "kefu_lint");
    std::vector<LintFinding> findings;
    kefu_error error = KEFU_ERROR_INIT;
    for (size_t i = 0; kefu_errors_get(&error, found, i) == KEFU_OK; ++i) {
      findings.push_back({static_cast<LintCheck>(error.trouble),
                          0,
                          0,
                          {error.pointer.data, error.pointer.length},
                          {error.message.data, error.message.length}});
    }
    kefu_errors_free(found);
    return findings;
  }
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

SessionInfo CFace::Session(CustomerId customer, DeskId desk) const {
  kefu_session_info c = KEFU_SESSION_INFO_INIT;
  Check(kefu_session(&c, engine_, customer.value, desk.value), "kefu_session");
  SessionInfo info;
  info.number = {c.session};
  info.state = static_cast<SessionState>(c.state);
  info.agent = {c.agent};
  info.group = {c.group};
  info.priority = {c.priority};
  info.cost = c.cost;
  info.opened_at = {c.opened_at};
  info.joined_at = {c.joined_at};
  info.assigned_at = {c.assigned_at};
  info.held = c.held != 0;
  info.lapsed = c.lapsed != 0;
  info.offered_to = {c.offered_to};
  info.offered_until = {c.offered_until};
  return info;
}

PositionInfo CFace::Position(CustomerId customer, DeskId desk) const {
  kefu_position_info c = KEFU_POSITION_INFO_INIT;
  Check(kefu_position(&c, engine_, customer.value, desk.value), "position");
  PositionInfo info;
  info.position = c.position;
  info.ahead = c.ahead;
  if (c.estimated_wait_ms != KEFU_NEVER) {
    info.estimated_wait = Duration{c.estimated_wait_ms};
  }
  return info;
}

AgentInfo CFace::Agent(AgentId agent) const {
  kefu_agent_info c = KEFU_AGENT_INFO_INIT;
  Check(kefu_agent(&c, engine_, agent.value), "kefu_agent");
  return {static_cast<AgentStatus>(c.status),
          static_cast<AutoAccept>(c.auto_accept), c.capacity, c.load,
          c.sessions};
}

PoolInfo CFace::Pool(GroupId group) const {
  kefu_pool_info c = KEFU_POOL_INFO_INIT;
  Check(kefu_pool_at_group(&c, engine_, group.value), "kefu_pool_at_group");
  return {c.sessions, {c.oldest}, {c.since}};
}

PoolInfo CFace::Pool(DeskId desk) const {
  kefu_pool_info c = KEFU_POOL_INFO_INIT;
  Check(kefu_pool_at_desk(&c, engine_, desk.value), "kefu_pool_at_desk");
  return {c.sessions, {c.oldest}, {c.since}};
}

SendInfo CFace::MaySend(const Engine::SendQuestion& question) const {
  kefu_send_question asked = KEFU_SEND_QUESTION_INIT;
  asked.customer = question.customer.value;
  asked.desk = question.desk.value;
  asked.at = question.at.ms;
  asked.agent = question.agent.value;
  asked.count = question.count;
  asked.who = static_cast<uint8_t>(question.who);
  asked.use = static_cast<uint8_t>(question.use);
  asked.kind = static_cast<uint8_t>(question.kind);
  kefu_send_info c = KEFU_SEND_INFO_INIT;
  Check(kefu_may_send(&c, engine_, &asked), "kefu_may_send");
  SendInfo info;
  info.allowed = c.allowed != 0;
  info.template_only = c.template_only != 0;
  info.reason = static_cast<Reason>(c.reason);
  if (c.has_left != 0) info.left = c.left;
  if (c.has_until != 0) info.until = Instant{c.until};
  return info;
}

std::vector<UnansweredInfo> CFace::Unanswered(
    const Engine::UnansweredQuestion& question) const {
  kefu_unanswered_question asked = KEFU_UNANSWERED_QUESTION_INIT;
  asked.desk = question.desk.value;
  asked.agent = question.agent.value;
  asked.limit = question.limit;
  kefu_unanswered_list* list = nullptr;
  Check(kefu_unanswered_new(&list), "kefu_unanswered_new");
  Check(kefu_unanswered(list, engine_, &asked), "kefu_unanswered");
  std::vector<UnansweredInfo> all;
  for (size_t i = 0; i < kefu_unanswered_count(list); ++i) {
    kefu_unanswered_info c = KEFU_UNANSWERED_INFO_INIT;
    Check(kefu_unanswered_get(&c, list, i), "kefu_unanswered_get");
    UnansweredInfo info;
    info.customer = {c.customer};
    info.desk = {c.desk};
    info.session = {c.session};
    info.state = static_cast<SessionState>(c.state);
    info.since = {c.since};
    info.agent = {c.agent};
    info.sends.allowed = c.allowed != 0;
    info.sends.template_only = c.template_only != 0;
    info.sends.reason = static_cast<Reason>(c.reason);
    all.push_back(info);
  }
  kefu_unanswered_free(list);
  return all;
}

StatsInfo CFace::Stats() const {
  kefu_stats_info c = KEFU_STATS_INFO_INIT;
  Check(kefu_stats(&c, engine_), "kefu_stats");
  return {c.customers,   c.agents_online, c.sessions,  c.waiting, c.serving,
          c.load,        c.events,        c.refusals,  c.opened,  c.closed,
          c.assignments, c.timers,        c.forgotten, c.robot,   c.pooled};
}

HoursAnswer CFace::Hours(const HoursQuestion& asked) const {
  const uint32_t id = asked.schedule.value;
  const int64_t at = asked.at.ms;
  HoursAnswer told;
  int open = 0;
  int64_t ms = 0;
  const auto knows = [](int result, const char* what) {
    Check(result, what);
    return result == KEFU_OK;
  };
  if (knows(kefu_is_open(&open, rules_, id, at), "kefu_is_open")) {
    told.open = open != 0;
  }
  if (knows(kefu_next_opening(&ms, rules_, id, at), "kefu_next_opening")) {
    told.opening = Instant{ms};
  }
  if (knows(kefu_next_closing(&ms, rules_, id, at), "kefu_next_closing")) {
    told.closing = Instant{ms};
  }
  if (knows(kefu_add_open_time(&ms, rules_, id, at, asked.add.ms),
            "kefu_add_open_time")) {
    told.after = Instant{ms};
  }
  if (knows(kefu_add_working_days(&ms, rules_, id, at, asked.days),
            "kefu_add_working_days")) {
    told.day = Instant{ms};
  }
  if (knows(kefu_open_time(&ms, rules_, id, at, asked.to.ms),
            "kefu_open_time")) {
    told.time = Duration{ms};
  }
  return told;
}

MessagesConfig CFace::Render(const EffectRecord& send) const {
  Text json;
  Check(kefu_render(json.get(), rules_,
                    reinterpret_cast<const kefu_effect*>(&send), nullptr, 0),
        "kefu_render");
  return MessagesOf(json.str());
}

kefu_reply_question ToC(const ReplyQuestion& asked) {
  kefu_reply_question question = KEFU_REPLY_QUESTION_INIT;
  question.typed = asked.typed.data();
  question.typed_length = asked.typed.size();
  question.at = asked.at.ms;
  question.agent = asked.agent.value;
  return question;
}

std::vector<ReplyAnswer> CFace::Replies(const ReplyQuestion& asked) const {
  const kefu_reply_question question = scenario::ToC(asked);
  Text json;
  Check(kefu_quick_replies(json.get(), rules_, &question),
        "kefu_quick_replies");
  return RepliesOf(json.str());
}

std::vector<ScriptAnswer> CFace::Scripts(const ReplyQuestion& asked) const {
  const kefu_reply_question question = scenario::ToC(asked);
  Text json;
  Check(kefu_scripts(json.get(), rules_, &question), "kefu_scripts");
  return ScriptsOf(json.str());
}

Explanation CFace::Explain(const Engine::Request& request) const {
  kefu_question question = KEFU_QUESTION_INIT;
  question.customer = request.customer.value;
  question.desk = request.desk.value;
  question.product = request.product.value;
  question.intent = request.intent.value;
  question.order_status = request.order_status.value;
  question.kind = static_cast<uint8_t>(request.kind);
  question.agent = request.agent.value;
  question.link = request.link.value;
  question.page = request.page.value;
  question.language = request.language.value;
  question.store = request.store.value;
  kefu_explanation c = KEFU_EXPLANATION_INIT;
  Check(kefu_explain(why_, engine_, &question), "kefu_explain");
  Check(kefu_explanations_get(&c, why_, 0), "kefu_explanations_get");
  Explanation why;
  why.session = {c.session};
  why.customer = {c.customer};
  why.refused = static_cast<Reason>(c.refused);
  why.waiting = c.waiting != 0;
  why.position = c.position;
  why.ahead = c.ahead;
  why.group = {c.group};
  why.decision = {static_cast<Rung>(c.decision.rung),
                  static_cast<Reason>(c.decision.reason), c.decision.list,
                  AgentId{c.decision.agent}, c.decision.asked};
  for (size_t i = 0; i < c.rung_count; ++i) {
    kefu_rung_trace rung = KEFU_RUNG_TRACE_INIT;
    Check(kefu_explanations_rung(&rung, why_, 0, i), "kefu_explanations_rung");
    why.rungs.push_back({static_cast<Rung>(rung.rung),
                         static_cast<Reason>(rung.reason), AgentId{rung.agent},
                         GroupId{rung.group},
                         static_cast<ScopeDimension>(rung.dimension)});
  }
  for (size_t i = 0; i < c.agent_count; ++i) {
    kefu_agent_trace agent = KEFU_AGENT_TRACE_INIT;
    Check(kefu_explanations_agent(&agent, why_, 0, i),
          "kefu_explanations_agent");
    why.agents.push_back({AgentId{agent.agent},
                          static_cast<Reason>(agent.reason),
                          static_cast<AgentTrace::Limit>(agent.limit),
                          agent.load, agent.capacity});
  }
  return why;
}

// Through kefu_apply_bytes, with room for two effects at a time.
class BytesFace final : public CFace {
 public:
  using CFace::CFace;

  void Apply(const EventRecord& event, std::span<const std::byte> payloads,
             Effects* effects) override {
    ApplyBatch({&event, 1}, payloads, effects);
  }
  size_t ApplyBatch(std::span<const EventRecord> events,
                    std::span<const std::byte> payloads,
                    Effects* effects) override {
    const uint32_t head[] = {static_cast<uint32_t>(events.size()),
                             static_cast<uint32_t>(payloads.size())};
    // One byte off, where nothing is aligned.
    std::string in = " ";
    in.append(reinterpret_cast<const char*>(head), sizeof head);
    in.append(reinterpret_cast<const char*>(events.data()),
              events.size_bytes());
    in.append(reinterpret_cast<const char*>(payloads.data()), payloads.size());
    kefu_effect out[2];
    size_t written = 0;
    size_t used = 0;
    size_t first = 0;
    int result = KEFU_MORE;
    while (result == KEFU_MORE) {
      result = kefu_apply_bytes(&written, &used, engine_, out, sizeof out,
                                in.data() + 1, in.size() - 1, first);
      Check(result, "kefu_apply_bytes");
      Append(out, written / sizeof *out, effects);
      first += used;
    }
    return first;
  }
};

// Saved and restored after each call.
class CRestoredFace final : public CFace {
 public:
  using CFace::CFace;

  void Apply(const EventRecord& event, std::span<const std::byte> payloads,
             Effects* effects) override {
    CFace::Apply(event, payloads, effects);
    Text bytes;
    Check(kefu_snapshot(bytes.get(), engine_), "kefu_snapshot");
    kefu_engine* restored = nullptr;
    Check(
        kefu_restore(&restored, nullptr, rules_, kefu_buffer_data(bytes.get()),
                     kefu_buffer_size(bytes.get())),
        "kefu_restore");
    kefu_engine_free(engine_);
    engine_ = restored;
  }
};

}  // namespace

std::unique_ptr<Face> MakeCFace(const std::string& ruleset) {
  return std::make_unique<CFace>(ruleset);
}
std::unique_ptr<Face> MakeBytesFace(const std::string& ruleset) {
  return std::make_unique<BytesFace>(ruleset);
}
std::unique_ptr<Face> MakeCRestoredFace(const std::string& ruleset) {
  return std::make_unique<CRestoredFace>(ruleset);
}

}  // namespace kefu::scenario
